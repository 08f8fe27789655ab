import fs from 'node:fs'
import path from 'node:path'
import {
  XmlBufferInputProvider,
  XmlDocument,
  XmlValidateError,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm'

/**
 * Checks documents against a schema for tests: says what is wrong with each, and throws where it is no XML. What the schema
 * imports comes from its own folder; `change` is made to each of its files.
 */
export function xsdChecker(file: string, change = (xsd: string) => xsd): (text: string) => string[] {
  const [folder, main] = [path.dirname(file), path.basename(file)]
  const files = fs.globSync('*.xsd', { cwd: folder })
  const bytesOf = (name: string) => Buffer.from(change(fs.readFileSync(path.join(folder, name), 'utf8')))
  xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(files.map((name) => [name, bytesOf(name)]))))
  const validator = XsdValidator.fromDoc(XmlDocument.fromBuffer(bytesOf(main), { url: main }))
  return (text) => {
    const document = XmlDocument.fromString(text)
    try {
      validator.validate(document)
      return []
    } catch (error) {
      if (!(error instanceof XmlValidateError)) throw error
      return error.details.map(({ message }) => message.trim())
    } finally {
      // What WebAssembly holds is not cleared up by itself.
      document.dispose()
    }
  }
}

/** Where ESPI lists codes it takes any other number as well, for codes of later days; without this, those listed alone. */
export const listedCodesOnly = (xsd: string): string => xsd.replaceAll(/(<xs:union) memberTypes="U?Int16"/g, '$1')
