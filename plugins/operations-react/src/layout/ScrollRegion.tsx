import { CSSProperties, PropsWithChildren } from 'react';

export interface ScrollRegionProps {
  /** Name for screen readers. */
  label: string;
  className?: string;
  style?: CSSProperties;
  /** Whether something in it takes the focus already, so that it needs no tab stop of its own. */
  hasControls?: boolean;
  /** Whether line breaks and spaces count. */
  preformatted?: boolean;
}

/** A part that scrolls, which keyboards can reach too (WCAG 2.2, 2.1.1). */
export function ScrollRegion(props: PropsWithChildren<ScrollRegionProps>) {
  const { label, className, style, children } = props;
  const focusable = props.hasControls
    ? {}
    : { role: 'region', 'aria-label': label, tabIndex: 0 };
  const Element = props.preformatted ? 'pre' : 'div';
  return (
    <Element className={className} style={style} {...focusable}>
      {children}
    </Element>
  );
}
