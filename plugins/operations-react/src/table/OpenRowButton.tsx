import IconButton from '@material-ui/core/IconButton';
import ChevronRight from '@material-ui/icons/ChevronRight';
import { MouseEvent } from 'react';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';
import { WalkProps } from '../layout/useWalk';

interface OpenRowButtonProps {
  name: string;
  expanded: boolean;
  onOpen: () => void;
  walk: WalkProps;
}

/** The part of a row that opens it, for keyboards and screen readers. */
export function OpenRowButton(props: OpenRowButtonProps) {
  const { t } = useKitTranslation();
  const { ref, ...walk } = props.walk;
  return (
    <IconButton
      size="small"
      aria-label={t('table.openRow', { name: props.name })}
      aria-haspopup="dialog"
      aria-expanded={props.expanded}
      onClick={props.onOpen}
      ref={ref}
      {...walk}
    >
      <ChevronRight fontSize="small" />
    </IconButton>
  );
}

/**
 * Whether a click on a row means the row: not a link or button in it, and not
 * the end of selecting text to copy.
 */
export function isRowClick(event: MouseEvent): boolean {
  const { target } = event;
  if (!(target instanceof Element)) return false;
  if (target.closest('a, button, input, select, label, [role="button"]')) {
    return false;
  }
  return !window.getSelection()?.toString();
}
