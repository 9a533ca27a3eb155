export * from './EntityIndex';
export * from './IdentifierClaims';
export * from './SelectorClaims';
export * from './bind';
export * from './dependencies';
export * from './readBindingRules';
export * from './bindingPage';
export * from './createBindingsRouter';
