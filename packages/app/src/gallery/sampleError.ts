/** An error as a client throws it, by its name. */
export function sampleError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
