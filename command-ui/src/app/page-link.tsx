import type { MouseEvent, ReactNode } from 'react';
import { goTo } from './path.js';

/** A link to another page of the desk, which keeps its call and goes on ringing; opened elsewhere it is a link as any. */
export function PageLink(props: { href: string; className?: string; children: ReactNode }): ReactNode {
  const { href, className, children } = props;
  const pressed = (event: MouseEvent): void => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    goTo(href);
  };
  return (
    <a href={href} className={className} onClick={pressed}>
      {children}
    </a>
  );
}
