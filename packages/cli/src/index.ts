/**
 * The `opsdeck` command: the pure domain rules of Opsdeck for a team's own CI.
 *
 * @packageDocumentation
 */
export { main } from './main';
