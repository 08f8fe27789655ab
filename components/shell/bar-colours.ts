/** Tokens `surface` and `bg`, for what is drawn outside the page: a phone's own bars and the ground while an app opens. */
export const BAR_COLOURS = { light: '#ffffff', dark: '#191d29', ground: '#f7f5f0' } as const
