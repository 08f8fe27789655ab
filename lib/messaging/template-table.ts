import { templateWording } from './template-text.ts'
import { TEMPLATES } from './templates.ts'

/**
 * Every wording to approve, as the table of docs/integrate.md: the name, its DLT text in Hindi and English with
 * `{#var#}` where a value goes. WhatsApp counts the same places as `{{1}}`, `{{2}}` ….
 */
export function templateTable(): string {
  const rows = [...TEMPLATES.keys()].map(
    (name) => `| \`${name}\` | ${templateWording(name, 'hi', dlt)} | ${templateWording(name, 'en', dlt)} |`,
  )
  return ['| Name | Hindi | English |', '| --- | --- | --- |', ...rows].join('\n')
}

const dlt = () => '{#var#}'
