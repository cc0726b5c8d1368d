/** @file What an import of a style sheet gives to the page; a test checks that each class that is named exists. */
declare module '*.module.css' {
  const classes: { readonly [name: string]: string };
  // biome-ignore lint/style/noDefaultExport: this is the form in which Vite gives a module of classes.
  export default classes;
}
declare module '*.css';
