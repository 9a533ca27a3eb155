export * from './EntityIndex';
export * from './bind';
