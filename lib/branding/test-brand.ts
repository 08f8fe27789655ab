/** An invented utility, by settings alone (docs/brand.md). */
export const SECOND_BRAND = {
  ...{ PORTAL_NAME: 'Ujala', PORTAL_NAME_HI: 'उजाला', BRAND_COLOUR: '#0b6b3a', APP_ICON: 'public/icon.svg' },
  ...{ DISCOM_NAME: 'Suryapur Vidyut Vitran', DISCOM_NAME_HI: 'सूर्यपुर विद्युत वितरण', DISCOM_SHORT_NAME: 'SVV' },
  ...{ DISCOM_PLACE: 'Suryapur', DISCOM_PLACE_HI: 'सूर्यपुर', DISCOM_HELPLINE: '155000' },
  ...{ DISCOM_HELPLINE_MORE: '1800-000-0000', DISCOM_FORUM: 'Suryapur Forum', DISCOM_FORUM_HI: 'सूर्यपुर फोरम' },
  ...{ DISCOM_OMBUDSMAN: '1 River Road, Suryapur', DISCOM_OMBUDSMAN_HI: '1 नदी मार्ग, सूर्यपुर' },
}
