import { useCallback, useMemo } from 'react';
import { Location, useLocation, useNavigate } from 'react-router-dom';
import { UrlValue, readUrlValue, writeUrlValue } from './urlState';

/**
 * Changes made since a location was rendered. Two setters called in one event
 * handler both see the old location; without this the second undid the first.
 */
const pending = new WeakMap<Location, URLSearchParams>();

/**
 * State that lives in the query string: filters, the open drawer, the selected
 * environment. A change replaces the history entry, so that "back" leaves the
 * page. Values outside `allowed` count as absent.
 */
export function useUrlState<T extends string>(
  name: string,
  fallback: T,
  allowed?: readonly T[],
): [T, (value: T) => void];
export function useUrlState<T extends string>(
  name: string,
  fallback: readonly T[],
  allowed?: readonly T[],
): [readonly T[], (value: readonly T[]) => void];
export function useUrlState(
  name: string,
  fallback: UrlValue,
  allowed?: readonly string[],
): [UrlValue, (value: never) => void] {
  const location = useLocation();
  const navigate = useNavigate();
  const text = JSON.stringify(
    readUrlValue(location.search, name, fallback, allowed),
  );
  // Lists keep their identity while their content is the same.
  const value = useMemo<UrlValue>(() => JSON.parse(text), [text]);
  const defaultText = JSON.stringify(fallback);
  const set = useCallback(
    (next: UrlValue) => {
      const parameters = writeUrlValue(
        pending.get(location) ?? new URLSearchParams(location.search),
        name,
        next,
        JSON.parse(defaultText),
      );
      pending.set(location, parameters);
      navigate(
        { search: parameters.toString(), hash: location.hash },
        { replace: true, state: location.state },
      );
    },
    [location, navigate, name, defaultText],
  );
  return [value, set];
}
