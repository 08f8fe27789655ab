const NAME = 'camp-device-leaving'

/** The officer was asked and wants what is unsent erased: it is once the portal has ended the login, in this very tab. */
export const markLeaving = (): void => sessionStorage.setItem(NAME, 'yes')
export const isLeaving = (): boolean => sessionStorage.getItem(NAME) === 'yes'
export const forgetLeaving = (): void => sessionStorage.removeItem(NAME)
