import Button from '@material-ui/core/Button';
import { errorApiRef, useApi } from '@backstage/core-plugin-api';
import { toError } from '@backstage/errors';
import { useEffect, useState } from 'react';
import { VisuallyHidden } from '../hint/VisuallyHidden';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';

/** How long the button says that it has copied. */
const CONFIRM_MS = 2_000;

export interface CopyButtonProps {
  /** What goes to the clipboard, or how to find it when the button is pressed. */
  text: string | (() => string);
  /** The button's words; "Copy" unless told. */
  label?: string;
}

/** Copies a text and says so, to the eye and to screen readers. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const { t } = useKitTranslation();
  const errors = useApi(errorApiRef);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), CONFIRM_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(
        typeof text === 'function' ? text() : text,
      );
      setCopied(true);
    } catch (error) {
      const { message } = toError(error);
      errors.post(new Error(t('copy.refused', { message })));
    }
  };
  return (
    <>
      <Button size="small" variant="outlined" onClick={copy}>
        {copied ? t('copy.copied') : label ?? t('copy.copy')}
      </Button>
      <VisuallyHidden>
        <span role="status">{copied ? t('copy.announced') : ''}</span>
      </VisuallyHidden>
    </>
  );
}
