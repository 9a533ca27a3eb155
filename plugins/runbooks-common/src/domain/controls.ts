/**
 * What a control tag is compared by: "SOC 2 A1.2", "SOC2:A1.2" and "soc2 a1.2" name
 * the same control.
 */
export function controlKey(control: string): string {
  return control.toUpperCase().replace(/[\s:]+/g, '');
}

/** Whether one of the tags names the control. */
export function hasControl(
  controls: readonly string[],
  control: string,
): boolean {
  const key = controlKey(control);
  return controls.some(each => controlKey(each) === key);
}
