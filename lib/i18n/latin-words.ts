/** Words in Latin letters that Hindi readers meet on bills, phones and notices, and that have no better Hindi form. */
export const LATIN_WORDS_IN_HINDI: ReadonlySet<string> = new Set([
  ...['UPI', 'QR', 'PDF', 'SMS', 'OTP', 'WhatsApp', 'CSV', 'KB', 'MB', 'ID', 'UTR', 'BHIM', 'NEFT', 'HP'],
  ...['kW', 'kWh', 'kVA', 'kVAh', 'kVArh', 'V', 'A', 'Wh', 'Hz'],
  ...['JSERC', 'JBVNL', 'LT', 'HT', 'DS', 'CS', 'IAS', 'Urban', 'Rural', 'FPPPA', 'FPPAS', 'SPECIMEN', 'GST'],
  ...[
    'English',
    'Razorpay',
    'JavaScript',
    'BBPS',
    'ATP',
    'LPSC',
    'MMC',
    'PIN',
    'BILL',
    'Hi',
    'India',
    'Bijli',
    'Khata',
  ],
])
