import { act, renderHook } from '@testing-library/react';
import { useLoadMore } from './useLoadMore';

describe('useLoadMore', () => {
  it('grows step by step to the largest page, then says that it is cut', () => {
    const { result } = renderHook(() => useLoadMore(25, 60));
    const page = { nextCursor: 'more' };
    const limits = [result.current.limit];
    for (let i = 0; i < 2; i++) {
      expect(result.current.isCut(page)).toBe(false);
      act(() => result.current.onLoadMore(page)?.());
      limits.push(result.current.limit);
    }
    expect(limits).toEqual([25, 50, 60]);
    expect(result.current.onLoadMore(page)).toBeUndefined();
    expect(result.current.isCut(page)).toBe(true);
  });

  it.each([undefined, {}, { nextCursor: null }])(
    'offers nothing where there is no more (%j)',
    page => {
      const { result } = renderHook(() => useLoadMore(25, 60));
      expect(result.current.onLoadMore(page)).toBeUndefined();
      expect(result.current.isCut(page)).toBe(false);
    },
  );
});
