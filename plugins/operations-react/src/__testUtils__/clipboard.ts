/** Replaces writing to the clipboard; call it after `userEvent.setup()`, which brings a clipboard of its own. */
export function mockClipboard(): jest.SpyInstance {
  return jest
    .spyOn(navigator.clipboard, 'writeText')
    .mockResolvedValue(undefined);
}
