/** The folders and files that the demo alone is made of have it in their names; so has the language that only demo and tests know. */
export const isOfDemo = (file: string): boolean => /(^|[/-])(demo|pseudo)([/.-]|$)|\/en-XA\./.test(file)
