import { useUrlState } from '../routing/useUrlState';

export interface DetailDrawerState {
  /** Key of what is open, undefined when nothing is. */
  openKey: string | undefined;
  open: (key: string) => void;
  close: () => void;
}

/** Which row's drawer is open, kept in the query string below `parameter`. */
export function useDetailDrawer(parameter: string): DetailDrawerState {
  const [key, setKey] = useUrlState<string>(parameter, '');
  return {
    openKey: key === '' ? undefined : key,
    open: setKey,
    close: () => setKey(''),
  };
}
