/** Who acts. Every verb is given one; what an actor may see is part of the verb's query. */
export type Actor = ConsumerActor | StaffActor | SystemActor | AnonymousActor

/** A person who has logged in. */
export type ConsumerActor = { kind: 'consumer'; consumerId: string; sessionId: string }
/** An officer of the utility. */
export type StaffActor = { kind: 'staff'; staffId: string }
/** A command, a schedule or the gateway's webhook. `name` goes into the audit. */
export type SystemActor = { kind: 'system'; name: string }
/** Somebody before login; `source` is the network address, for limits. */
export type AnonymousActor = { kind: 'anonymous'; source: string }
