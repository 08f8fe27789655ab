import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { withTerms } from './with-terms.tsx'

const html = (...args: Parameters<typeof withTerms>) => withTerms(...args).map((text) => renderToStaticMarkup(text))
const link = (term: string, words: string) => `<a href="/glossary#${term}" class="term">${words}</a>`

it('links each word to the glossary where the texts name it first, and never again', () => {
  const texts = ['Above your sanctioned load the maximum demand counts.', 'Sanctioned load & energy charges <b>.']
  expect(html(texts, ['maximumDemand', 'sanctionedLoad', 'energyCharge'], 'en')).toEqual([
    `Above your ${link('sanctionedLoad', 'sanctioned load')} the ${link('maximumDemand', 'maximum demand')} counts.`,
    `Sanctioned load &amp; ${link('energyCharge', 'energy charges')} &lt;b&gt;.`,
  ])
})

it('knows the words of each language, as whole words only, and leaves other texts alone', () => {
  expect(html(['आपका स्थिर शुल्क प्रति kW है।'], ['fixedCharge'], 'hi')).toEqual([
    `आपका ${link('fixedCharge', 'स्थिर शुल्क')} प्रति kW है।`,
  ])
  expect(html(['अस्थिर शुल्कों का कुछ पता नहीं।', 'Fixed charge'], ['fixedCharge'], 'hi')).toEqual([
    'अस्थिर शुल्कों का कुछ पता नहीं।',
    'Fixed charge',
  ])
})
