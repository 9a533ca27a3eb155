// Loaded before a replica's own code: the clock of its process is ahead, as that of
// a host without time synchronisation. Timers and the database's clock are right.
const aheadMs = Number(process.env.OPSDECK_CLOCK_AHEAD_S) * 1000;

global.Date = new Proxy(Date, {
  construct: (target, args, newTarget) =>
    Reflect.construct(
      target,
      args.length > 0 ? args : [target.now() + aheadMs],
      newTarget,
    ),
  get: (target, key, receiver) =>
    key === 'now'
      ? () => target.now() + aheadMs
      : Reflect.get(target, key, receiver),
});
