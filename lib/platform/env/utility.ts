import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { isReadable, leastContrast } from '#lib/platform/brand-colours.ts'
import type { Colour } from '#lib/platform/contrast.ts'
import { isDialled } from '#lib/units/phone.ts'
import { oneOf, text, word } from './fields.ts'

const isDrawing = (file: string): boolean => /\.(svg|png)$/i.test(file) && fs.existsSync(file)

const colour = () => z.string().regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #2a3c96')

/** Whose portal it is and what it looks like. */
export const utilityFields = {
  PORTAL_NAME: text('Bijli Khata'),
  PORTAL_NAME_HI: text('बिजली खाता'),
  BRAND_COLOUR: colour()
    .toLowerCase()
    .transform((value) => value as Colour)
    .refine(isReadable, {
      error: ({ input }) =>
        `must be darker: white on it, and it on the portal’s grounds, has a contrast of ${leastContrast(input as Colour).toFixed(1)}, and reading takes 4.5`,
    })
    .optional(),
  DISCOM_NAME: text('Jharkhand Bijli Vitran Nigam Limited'),
  DISCOM_NAME_HI: text('झारखंड बिजली वितरण निगम लिमिटेड'),
  DISCOM_SHORT_NAME: text('JBVNL'),
  DISCOM_PLACE: text('Ranchi'),
  DISCOM_PLACE_HI: text('राँची'),
  DISCOM_HELPLINE: text('1912').refine(isDialled, 'must contain a number to call'),
  DISCOM_HELPLINE_MORE: text('1800-345-6570'),
  DISCOM_FORUM: text('Vidyut Upbhokta Shikayat Niwaran Forum, Ranchi'),
  DISCOM_FORUM_HI: text('विद्युत उपभोक्ता शिकायत निवारण फोरम, राँची'),
  DISCOM_OMBUDSMAN: text('Bhagirathi Complex, 4th floor, Karamtoli Road, Ranchi'),
  DISCOM_OMBUDSMAN_HI: text('भागीरथी कॉम्प्लेक्स, चौथा तल, करमटोली रोड, राँची'),
  APP_ICON: z.string().refine(isDrawing, 'must be the path of an SVG or PNG file').optional(),
  APP_ICON_COLOUR: colour().optional(),
  LOAD_STEP_KW: oneOf('0.5', '1').default('1'),
  COMPLAINT_CATALOGUE: word(),
}

type UtilitySettings = z.output<z.ZodObject<typeof utilityFields>>

export function utilityOf(given: UtilitySettings) {
  return {
    /** What the portal calls itself. */
    portalName: { en: given.PORTAL_NAME, hi: given.PORTAL_NAME_HI },
    /** Of links, buttons and the first page's box instead of the portal's own; undefined: the portal's. */
    brandColour: given.BRAND_COLOUR,
    appIcon: given.APP_ICON,
    appIconColour: given.APP_ICON_COLOUR,
    /** Sanctioned loads that can be applied for are multiples of it. */
    loadStepW: Number(given.LOAD_STEP_KW) * 1000,
    /** A file of categories, times and their sources instead of the portal's own. */
    complaintCatalogue: given.COMPLAINT_CATALOGUE && path.resolve(given.COMPLAINT_CATALOGUE),
  } as const
}

/** The company, as the settings say; the desk may have changed some of it. */
export function discomOf(given: UtilitySettings) {
  return {
    name: { en: given.DISCOM_NAME, hi: given.DISCOM_NAME_HI },
    shortName: given.DISCOM_SHORT_NAME,
    mark: given.APP_ICON ? '/icons/192.png' : undefined,
    place: { en: given.DISCOM_PLACE, hi: given.DISCOM_PLACE_HI },
    helpline: given.DISCOM_HELPLINE,
    moreHelplines: given.DISCOM_HELPLINE_MORE,
    forum: { en: given.DISCOM_FORUM, hi: given.DISCOM_FORUM_HI },
    ombudsman: { en: given.DISCOM_OMBUDSMAN, hi: given.DISCOM_OMBUDSMAN_HI },
  }
}
