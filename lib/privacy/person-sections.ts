import { complaintNumber } from '#lib/complaints/complaint-number.ts'
import { type Mobile, maskMobile } from '#lib/units/phone.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import type { Holder, Section } from './export-sections.ts'
import { inPages } from './in-pages.ts'

// What is left out is named: a new column comes along by itself. Left out are hashes of secrets, keys that make things
// happen once, and officers' ids.

/** Complaints that a person made when logged in, or that name their number since it is theirs. */
export const complaintsOf = ({ actor, mobile, since }: Holder): Prisma.ComplaintWhereInput => ({
  OR: [{ consumerId: actor.consumerId }, { mobile, registeredAt: { gte: since } }],
})

/** What the portal holds by person and by number. */
export const PERSON_SECTIONS = {
  person: ({ db }, { actor }) =>
    inPages((window) => db.consumer.findMany({ where: { id: actor.consumerId }, ...window })),

  links: ({ db }, { actor }) =>
    inPages((window) =>
      db.mobileLink.findMany({
        where: { consumerId: actor.consumerId },
        orderBy: { linkedAt: 'asc' },
        omit: { consumerId: true, removedById: true },
        include: { connection: { select: { consumerNo: true } } },
        ...window,
      }),
    ),

  invitations: async function* ({ db }, { actor, mobile, since, everLinked }) {
    const order = { orderBy: { createdAt: 'asc' }, omit: { invitedById: true } } as const
    const byYou = { connectionId: { in: everLinked }, invitedById: actor.consumerId }
    const made = inPages((window) => db.linkInvitation.findMany({ where: byYou, ...order, ...window }))
    // The number of another person who was invited is theirs.
    for await (const { mobile: invited, ...invitation } of made)
      yield { ...invitation, byYou: true, mobile: maskMobile(invited as Mobile) }
    const toYou = { mobile, createdAt: { gte: since } }
    const got = inPages((window) => db.linkInvitation.findMany({ where: toYou, ...order, ...window }))
    for await (const invitation of got) yield { ...invitation, byYou: false }
  },

  linkRequests: async function* ({ db }, { actor, mobile, since }) {
    const left = { omit: { consumerId: true, staffId: true, oldChallengeId: true, newChallengeId: true } } as const
    yield* inPages((window) =>
      db.linkRequest.findMany({
        where: { OR: [{ consumerId: actor.consumerId }, { mobile, createdAt: { gte: since } }] },
        orderBy: { createdAt: 'asc' },
        ...left,
        ...window,
      }),
    )
  },

  numberChanges: ({ db }, { actor }) =>
    inPages((window) =>
      db.numberChange.findMany({
        where: { consumerId: actor.consumerId },
        orderBy: { createdAt: 'asc' },
        omit: { consumerId: true, oldChallengeId: true, newChallengeId: true },
        ...window,
      }),
    ),

  codes: ({ db }, { mobile, since }) =>
    inPages((window) =>
      db.otpChallenge.findMany({
        where: { mobile, createdAt: { gte: since } },
        orderBy: { createdAt: 'asc' },
        omit: { codeHash: true, subjectHash: true, hundredHash: true },
        ...window,
      }),
    ),

  logins: ({ db }, { actor }) =>
    inPages((window) =>
      db.session.findMany({
        where: { consumerId: actor.consumerId },
        orderBy: { createdAt: 'asc' },
        omit: { consumerId: true, tokenHash: true },
        ...window,
      }),
    ),

  browsers: ({ db }, { actor }) =>
    inPages((window) =>
      db.knownDevice.findMany({
        where: { consumerId: actor.consumerId },
        orderBy: { createdAt: 'asc' },
        omit: {
          ...{ consumerId: true, tokenHash: true },
          // Whoever has them could have the browser called.
          ...{ pushEndpoint: true, pushKey: true, pushSecret: true, pushFailures: true, pushAt: true },
        },
        ...window,
      }),
    ),

  passkeys: ({ db }, { actor }) =>
    inPages((window) =>
      db.passkey.findMany({
        where: { consumerId: actor.consumerId },
        orderBy: { createdAt: 'asc' },
        omit: { consumerId: true },
        ...window,
      }),
    ),

  keys: ({ db }, { actor }) =>
    inPages((window) =>
      db.accessToken.findMany({
        where: { consumerId: actor.consumerId },
        orderBy: { createdAt: 'asc' },
        omit: { consumerId: true, tokenHash: true, challengeId: true },
        ...window,
      }),
    ),

  notices: ({ db }, { actor }) =>
    inPages((window) =>
      db.notification.findMany({
        where: { consumerId: actor.consumerId },
        orderBy: { sequence: 'asc' },
        omit: { consumerId: true, onceKey: true },
        ...window,
      }),
    ),

  unwantedNotices: ({ db }, { actor }) =>
    inPages((window) =>
      db.mutedNotice.findMany({
        where: { consumerId: actor.consumerId },
        orderBy: { kind: 'asc' },
        omit: { consumerId: true },
        ...window,
      }),
    ),

  whatsApp: ({ db }, { mobile, since: gte }) =>
    inPages((window) =>
      db.whatsAppContact.findMany({
        where: { mobile, OR: [{ lastHeardAt: { gte } }, { writtenAt: { gte } }, { agreedAt: { gte } }] },
        ...window,
      }),
    ),

  consents: ({ db }, { mobile, since }) =>
    inPages((window) =>
      db.consent.findMany({
        where: { mobile, givenAt: { gte: since } },
        orderBy: { givenAt: 'asc' },
        omit: { id: true, mobile: true },
        ...window,
      }),
    ),

  messages: async function* ({ db }, { mobile, since }) {
    const messages = inPages((window) =>
      db.message.findMany({
        where: { toMobile: mobile, createdAt: { gte: since } },
        orderBy: { sequence: 'asc' },
        omit: { onceKey: true, providerId: true, priority: true, attempts: true, insteadOfId: true, campaignId: true },
        ...window,
      }),
    )
    // A code is no news to its owner, and one that still works must not lie in a file.
    for await (const message of messages)
      yield message.kind === 'OTP' ? { ...message, text: null, content: null } : message
  },

  // It has no date of its own: it is theirs where they have written since the number is.
  chatState: async function* ({ db }, { mobile, since }) {
    const writtenAt = { gte: since }
    if ((await db.chatMessage.count({ where: { mobile, writtenAt } })) > 0)
      yield* inPages((window) => db.chat.findMany({ where: { mobile }, ...window }))
  },

  chat: ({ db }, { mobile, since }) =>
    inPages((window) =>
      db.chatMessage.findMany({
        where: { mobile, writtenAt: { gte: since } },
        orderBy: { sequence: 'asc' },
        omit: { wamid: true, tries: true },
        ...window,
      }),
    ),

  complaints: async function* ({ db }, holder) {
    const left = { requestKey: true, assignedTo: true, consumerId: true } as const
    const events = { orderBy: { id: 'asc' }, omit: { complaintId: true, actorId: true } } as const
    const complaints = inPages((window) =>
      db.complaint.findMany({
        where: complaintsOf(holder),
        orderBy: { sequence: 'asc' },
        omit: left,
        include: { events },
        ...window,
      }),
    )
    for await (const complaint of complaints) yield { number: complaintNumber(complaint), ...complaint }
  },

  /** One at a time: a photo may weigh megabytes. */
  complaintFiles: ({ db }, holder) =>
    inPages(
      (window) =>
        db.complaintAttachment.findMany({
          where: { complaint: complaintsOf(holder) },
          orderBy: [{ complaintId: 'asc' }, { id: 'asc' }],
          ...window,
        }),
      1,
    ),

  complaintDrafts: ({ db }, { actor }) =>
    inPages(
      (window) =>
        db.complaintDraft.findMany({
          where: { consumerId: actor.consumerId },
          orderBy: { createdAt: 'asc' },
          omit: { consumerId: true },
          ...window,
        }),
      1,
    ),

  paymentRequests: ({ db }, { actor }) =>
    inPages((window) =>
      db.paymentRequest.findMany({
        where: { consumerId: actor.consumerId },
        orderBy: { createdAt: 'asc' },
        omit: { consumerId: true, key: true, bodyHash: true },
        ...window,
      }),
    ),

  instalments: ({ db }, { actor, everLinked }) =>
    inPages((window) =>
      db.instalmentRequest.findMany({
        where: { connectionId: { in: everLinked }, consumerId: actor.consumerId },
        orderBy: { requestedAt: 'asc' },
        omit: { consumerId: true, decidedBy: true },
        ...window,
      }),
    ),

  history: ({ db }, { actor }) =>
    inPages((window) =>
      db.auditEntry.findMany({
        where: { actorKind: 'consumer', actorId: actor.consumerId },
        orderBy: { id: 'asc' },
        select: { at: true, action: true, connectionId: true, detail: true },
        ...window,
      }),
    ),
} satisfies Record<string, Section>
