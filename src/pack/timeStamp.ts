/**
 * An RFC 3161 time stamp: that an authority saw these bytes at that time. pkijs reads it and checks the authority's signature (CMS);
 * what RFC 3161 asks beyond that is checked here. Which authority to trust is the reader's affair.
 */
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import {
  Constructed,
  fromBER,
  ObjectIdentifier,
  OctetString,
  PrintableString,
  TeletexString,
  Utf8String,
} from 'asn1js';
import { Certificate, ExtKeyUsage, SignedData, type SignerInfo, TimeStampResp, TSTInfo } from 'pkijs';

const oid = {
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  extendedKeyUsage: '2.5.29.37',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  commonName: '2.5.4.3',
  organization: '2.5.4.10',
} as const;

/** SHA-1 is left out: whoever can make two files of one imprint has two files stamped. */
const imprintHashes: Record<string, (bytes: Uint8Array) => Uint8Array> = {
  '2.16.840.1.101.3.4.2.1': sha256,
  '2.16.840.1.101.3.4.2.2': sha384,
  '2.16.840.1.101.3.4.2.3': sha512,
};

/** An authority's answer that grants a stamp (PKIStatus 0 and 1: as asked, and with changes). */
const granted: ReadonlySet<number> = new Set([0, 1]);

export interface TimeStampFacts {
  /** Epoch ms, by the authority's clock. */
  at: number;
  /** Name on the certificate that signed it. */
  authority: string;
  /** Null: no authority to trust was given, or this browser has no WebCrypto here, so nothing is known about it. */
  isTrusted: boolean | null;
  /** The authority's signature was checked; false where there is no WebCrypto. */
  isChecked: boolean;
}

export type TimeStampResult =
  | { ok: true; facts: TimeStampFacts }
  /** `other`: a sound stamp, of other bytes. `words` end the sentence “timestamp.tsr …”. */
  | { ok: false; code: 'other' | 'invalid' | 'untrusted'; words: string };

class Refusal extends Error {
  readonly code: 'other' | 'invalid' | 'untrusted';
  constructor(code: Refusal['code'], words: string) {
    super(words);
    this.code = code;
  }
}

/**
 * Checks a time stamp response (DER) over `stamped`. `trusted` are certificates (DER) of authorities, or of those who vouch for them;
 * empty: the authority's name is told and not judged.
 */
export async function checkTimeStamp(
  response: Uint8Array,
  stamped: Uint8Array,
  trusted: readonly Uint8Array[] = [],
): Promise<TimeStampResult> {
  try {
    return { ok: true, facts: await readChecked(response, stamped, trusted) };
  } catch (error) {
    return error instanceof Refusal
      ? { ok: false, code: error.code, words: error.message }
      : { ok: false, code: 'invalid', words: 'is damaged: it can’t be read as a time stamp.' };
  }
}

async function readChecked(
  response: Uint8Array,
  stamped: Uint8Array,
  trusted: readonly Uint8Array[],
): Promise<TimeStampFacts> {
  if (fromBER(ownBuffer(response)).offset !== response.length) throw new Refusal('invalid', 'has bytes after its end.');
  const { status, timeStampToken } = TimeStampResp.fromBER(ownBuffer(response));
  if (!granted.has(status.status) || !timeStampToken) {
    throw new Refusal('invalid', 'is the refusal of an authority, not a time stamp.');
  }
  const signed = new SignedData({ schema: timeStampToken.content });
  const content = signed.encapContentInfo;
  if (content.eContentType !== oid.tstInfo || !content.eContent) throw new Refusal('invalid', 'is no time stamp.');
  const info = TSTInfo.fromBER(content.eContent.getValue());
  checkImprint(info, stamped);
  const [signer, ...others] = signed.signerInfos;
  if (!signer || others.length > 0) throw new Refusal('invalid', 'is not signed by exactly one authority.');

  const at = info.genTime.getTime();
  if (!globalThis.crypto?.subtle) return { at, authority: namesIn(signed), isTrusted: null, isChecked: false };
  const certificate = await checkSignature(signed, stamped);
  checkSigner(signer, certificate);
  if (at < certificate.notBefore.value.getTime() || at > certificate.notAfter.value.getTime()) {
    throw new Refusal('invalid', 'was made at a time when the authority’s certificate was not valid.');
  }
  return {
    at,
    authority: nameOf(certificate),
    isTrusted: trusted.length === 0 ? null : await checkTrust(signed, certificate, stamped, trusted),
    isChecked: true,
  };
}

function checkImprint({ messageImprint }: TSTInfo, stamped: Uint8Array): void {
  const hash = imprintHashes[messageImprint.hashAlgorithm.algorithmId];
  if (!hash) throw new Refusal('invalid', 'uses a hash that is no longer safe, or that is not known here.');
  if (bytesToHex(messageImprint.hashedMessage.valueBlock.valueHexView) !== bytesToHex(hash(stamped))) {
    throw new Refusal('other', 'is the time stamp of another signature, not of the one in this pack.');
  }
}

/** The certificate whose key made the signature. */
async function checkSignature(signed: SignedData, stamped: Uint8Array): Promise<Certificate> {
  const refusal = new Refusal('invalid', 'was changed: the authority’s signature does not fit it.');
  if (!signed.certificates?.length) {
    throw new Refusal('invalid', 'does not carry the certificate of its authority, so its signature can’t be checked.');
  }
  const result = await signed
    .verify({ signer: 0, data: ownBuffer(stamped), extendedMode: true })
    .catch(() => Promise.reject(refusal));
  if (!result.signatureVerified || !result.signerCertificate) throw refusal;
  return result.signerCertificate;
}

/** RFC 3161, section 2.3 and 2.4.2: a certificate for time stamps alone, named in what is signed. */
function checkSigner({ signedAttrs }: SignerInfo, certificate: Certificate): void {
  const usage = certificate.extensions?.find(({ extnID }) => extnID === oid.extendedKeyUsage);
  const purposes = usage?.parsedValue instanceof ExtKeyUsage ? usage.parsedValue.keyPurposes : [];
  if (!usage?.critical || purposes.length !== 1 || purposes[0] !== oid.timeStamping) {
    throw new Refusal('invalid', 'is signed with a certificate that is not one for time stamps.');
  }
  const attribute = (type: string) => signedAttrs?.attributes.find((one) => one.type === type)?.values[0];
  const contentType = attribute(oid.contentType);
  if (!(contentType instanceof ObjectIdentifier) || contentType.getValue() !== oid.tstInfo) {
    throw new Refusal('invalid', 'is signed as something else than a time stamp.');
  }
  if (!namesCertificate(attribute(oid.signingCertificateV2), attribute(oid.signingCertificate), certificate)) {
    throw new Refusal('invalid', 'does not name the certificate that signed it.');
  }
}

/** ESSCertIDv2 (RFC 5816), SHA-256 unless it names another; else ESSCertID (RFC 2634), which knows SHA-1 only. */
function namesCertificate(version2: unknown, version1: unknown, certificate: Certificate): boolean {
  const named = firstOf(firstOf(version2 ?? version1));
  if (!(named instanceof Constructed)) return false;
  const [first, second] = named.valueBlock.value;
  const [algorithm, digest] = first instanceof OctetString ? [null, first] : [first, second];
  const usual = version2 ? sha256 : sha1;
  const hash = algorithm === null ? usual : imprintHashes[identifierIn(algorithm)];
  if (!hash || !(digest instanceof OctetString)) return false;
  const der = new Uint8Array(certificate.toSchema().toBER());
  return bytesToHex(digest.valueBlock.valueHexView) === bytesToHex(hash(der));
}

const firstOf = (value: unknown): unknown => (value instanceof Constructed ? value.valueBlock.value[0] : undefined);

function identifierIn(algorithm: unknown): string {
  const identifier = firstOf(algorithm);
  return identifier instanceof ObjectIdentifier ? identifier.getValue() : '';
}

async function checkTrust(
  signed: SignedData,
  certificate: Certificate,
  stamped: Uint8Array,
  trusted: readonly Uint8Array[],
): Promise<true> {
  const trustedCerts = trusted.map((der) => Certificate.fromBER(ownBuffer(der)));
  const result = await signed
    // Revocation lists are not at hand offline; the certificate was valid at the stamp's own time.
    .verify({ signer: 0, data: ownBuffer(stamped), checkChain: true, trustedCerts, passedWhenNotRevValues: true })
    .catch(() => false);
  if (result !== true) {
    throw new Refusal(
      'untrusted',
      `comes from “${nameOf(certificate)}”, for whom none of the certificates that you gave vouches.`,
    );
  }
  return true;
}

function nameOf({ subject }: Certificate): string {
  const part = (type: string) => {
    const value = subject.typesAndValues.find((one) => one.type === type)?.value;
    const isText = value instanceof Utf8String || value instanceof PrintableString || value instanceof TeletexString;
    return isText ? value.getValue() : null;
  };
  return part(oid.commonName) ?? part(oid.organization) ?? 'an authority without a name';
}

function namesIn({ certificates }: SignedData): string {
  const [first] = certificates?.filter((one) => one instanceof Certificate) ?? [];
  return first ? nameOf(first) : 'an authority without a name';
}

/** pkijs takes whole buffers; ours may be views into larger ones. */
function ownBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
