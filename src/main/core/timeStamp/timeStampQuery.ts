/** What an RFC 3161 authority is asked, and whether an answer is one to that question. */
import { createHash, randomBytes } from 'node:crypto';
import { Integer, Null, OctetString } from 'asn1js';
import { AlgorithmIdentifier, MessageImprint, SignedData, TimeStampReq, TimeStampResp, TSTInfo } from 'pkijs';

const sha256Oid = '2.16.840.1.101.3.4.2.1';
/** 64 bits, as OpenSSL asks with. */
const nonceBytes = 8;

export interface TimeStampQuery {
  /** TimeStampReq, DER. */
  der: Buffer;
  nonce: Buffer;
}

/** Asks for a stamp over `bytes`, with the authority's certificate in it: only then can it be checked years later. */
export function timeStampQuery(bytes: Uint8Array): TimeStampQuery {
  const nonce = randomBytes(nonceBytes);
  // Positive, and as short as DER wants it.
  nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40;
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: sha256Oid, algorithmParams: new Null() }),
      hashedMessage: new OctetString({ valueHex: ownBuffer(createHash('sha256').update(bytes).digest()) }),
    }),
    nonce: new Integer({ valueHex: ownBuffer(nonce) }),
    certReq: true,
  });
  return { der: Buffer.from(request.toSchema().toBER()), nonce };
}

/** Whether the stamp carries the question's nonce (RFC 3161, section 2.4.2): an older one, sent again, does not. */
export function answersQuery(response: Uint8Array, { nonce }: TimeStampQuery): boolean {
  try {
    const { timeStampToken } = TimeStampResp.fromBER(ownBuffer(response));
    const { eContent } = new SignedData({ schema: timeStampToken?.content }).encapContentInfo;
    if (!eContent) return false;
    return nonce.equals(Buffer.from(TSTInfo.fromBER(eContent.getValue()).nonce?.valueBlock.valueHexView ?? []));
  } catch {
    return false;
  }
}

/** asn1js takes whole buffers; ours may be views into larger ones. */
const ownBuffer = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;
