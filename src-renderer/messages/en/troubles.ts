/** What is said when the platform can not be used: what is seen, what it means, and what a person can do. */
import type { TlsFault, Trouble } from '@contract/trouble.ts';

export interface TroubleText {
  /** One line, for the status bar. */
  says: string;
  /** What it means, and what becomes of the work. */
  explains: string;
  /** What the user can do. */
  advice: string;
}

type OfKind<Kind extends Trouble['kind']> = Extract<Trouble, { kind: Kind }>;
export type TroubleTexts = { [Kind in Trouble['kind']]: (trouble: OfKind<Kind>) => TroubleText };

const kept = 'Everything is saved here and sent as soon as it works again.';
const goOn = 'Keep working; we try again by ourselves.';
const seconds = (ms: number) => `${Number((ms / 1000).toFixed(1))} s`;

const tlsFaults: Readonly<Record<TlsFault, Omit<TroubleText, 'explains'>>> = {
  expired: {
    says: 'The certificate of the platform has expired',
    advice: 'Check the date and time of this device. If they are right, tell support: they have to renew it.',
  },
  notYetValid: {
    says: 'The certificate of the platform is not valid yet',
    advice: 'Check the date and time of this device. If they are right, tell support.',
  },
  unknownIssuer: {
    says: 'The certificate of the platform is of an unknown issuer',
    advice:
      'If this network wants a sign-in, sign in with your browser. In a company network, ask your administrator for the certificate of its own authority, to be added to Patchdesk.',
  },
  wrongName: {
    says: 'The certificate is of another name than the platform',
    advice:
      'If this network wants a sign-in, sign in with your browser. Otherwise have your administrator check the address of the platform.',
  },
  revoked: {
    says: 'The certificate of the platform was withdrawn',
    advice: 'Tell support. Do not work around it.',
  },
  protocol: {
    says: 'No safe connection to the platform',
    advice:
      'Ask your administrator whether a firewall or a proxy stands between, and whether the address of the platform is right.',
  },
};

const proxyWays: Readonly<
  Record<OfKind<'proxyFailed'>['why'], (proxy: string) => Omit<TroubleText, 'explains'>>
> = {
  unreachable: (proxy) => ({
    says: 'The proxy does not answer',
    advice: `Check whether you are on the network that has ${proxy}, or have the proxy taken out of the settings.`,
  }),
  credentials: (proxy) => ({
    says: 'The proxy wants a user name and password',
    advice: `Ask your administrator what to fill in for ${proxy}.`,
  }),
  denied: (proxy) => ({
    says: 'The proxy does not let us through',
    advice: `Ask your administrator to open ${proxy} for the platform.`,
  }),
  noWay: (proxy) => ({
    says: 'The proxy does not get through to the platform',
    advice: `Keep working. If other sites do not open either, tell your administrator that ${proxy} has no way out.`,
  }),
};

export const troubles: TroubleTexts = {
  noNetwork: ({ cause }) => ({
    says: 'No network on this device',
    explains: `This device is on no network (${cause}). ${kept}`,
    advice: 'Switch on Wi-Fi or plug in a cable. Or keep working: we try as soon as there is a network.',
  }),
  nameNotResolved: ({ host, cause }) => ({
    says: 'The address of the platform is not found',
    explains: `This network does not know ${host} (${cause}). Mostly it has no way out just now. ${kept}`,
    advice:
      'See whether other sites open in your browser. If they do, have your administrator check the address of the platform.',
  }),
  notConnected: ({ why, cause }) =>
    ({
      refused: {
        says: 'The platform takes no connections',
        explains: `The other side refuses to be connected to (${cause}): it does not run, or a firewall refuses for it. ${kept}`,
        advice: `${goOn} If it stays like this, tell support.`,
      },
      reset: {
        says: 'The connection to the platform broke off',
        explains: `It broke off in the middle of an answer, or was dropped on the way (${cause}). ${kept}`,
        advice: `${goOn} If it happens often, try another network.`,
      },
      noRoute: {
        says: 'This network has no way to the platform',
        explains: `There is a network, but nothing gets from it to the platform (${cause}). ${kept}`,
        advice: 'Try another network, or the VPN of your company.',
      },
    })[why],
  cut: ({ cause }) => ({
    says: 'The connection is cut before any answer',
    explains: `The other side takes our connection and closes it before it has said anything (${cause}). Some whitelists do that to addresses they do not know; a platform that crashes does it too. We can not tell which. ${kept}`,
    advice:
      'Use the company network or VPN. If it is the same there, ask support whether your address is whitelisted and whether the platform has a fault.',
  }),
  tlsFailed: ({ why, host, cause }) => ({
    ...tlsFaults[why],
    explains: `The safe connection to ${host} could not be made (${cause}), so nothing was sent over it. ${kept}`,
  }),
  timedOut: ({ waitingFor, limitMs }) => ({
    says: waitingFor === 'connection' ? 'Connecting takes too long' : 'The platform does not answer in time',
    explains: `${waitingFor === 'connection' ? 'There was no connection to the platform' : 'There was a connection, but no answer came'}${limitMs === null ? ' in time' : ` within ${seconds(limitMs)}`}. ${kept}`,
    advice: `${goOn} With little reception, a place with more of it helps.`,
  }),
  captivePortal: ({ address }) => ({
    says: 'This network wants you to sign in first',
    explains: `A page${address === null ? '' : ` of ${address}`} came in the place of the platform's answer, as networks of hotels, trains and guests do it. ${kept}`,
    advice: 'Sign in to this network in your browser, then press "Try now".',
  }),
  proxyFailed: ({ why, proxy, status, cause }) => ({
    ...proxyWays[why](proxy ?? 'the proxy'),
    explains: `It is the proxy${proxy === null ? '' : ` ${proxy}`} that stands in the way, not the platform (${status === null ? cause : `it answered ${status}`}). ${kept}`,
  }),
  unreachable: ({ cause }) => ({
    says: 'No connection to the platform',
    explains: `The platform gave no answer (${cause}). ${kept}`,
    advice: goOn,
  }),
  tokenRefused: ({ why }) =>
    ({
      credentials: {
        says: 'The platform refuses our access',
        explains: 'The client ID or the secret is not accepted. Nothing is sent until it is.',
        advice: 'Ask your administrator for a new client ID and secret.',
      },
      token: {
        says: 'The platform refuses our access',
        explains:
          'Our client ID and secret are accepted, but not the access they gave, not even anew. Nothing is sent until it is.',
        advice: 'Ask your administrator whether this System may still use the platform.',
      },
      fixed: {
        says: 'The platform refuses our access token',
        explains: 'The fixed access token is not accepted. Nothing is sent until it is.',
        advice: 'Ask your administrator for a new access token.',
      },
      expired: {
        says: 'Our access token has expired',
        explains: 'The fixed access token says itself that its time is over. Nothing is sent with it.',
        advice:
          'Ask your administrator for a new access token. If it is new, check the date and time of this device.',
      },
    })[why ?? 'credentials'],
  notWhitelisted: ({ clientIp, told }) => ({
    says: clientIp === null ? 'This network is not whitelisted' : `Address ${clientIp} is not whitelisted`,
    explains: `${
      {
        problem: 'The platform answers only addresses on its list, and the one we come from is not on it.',
        page: 'A gateway turned us away with a page (403), before the platform: it lets through only addresses on its list.',
        empty: 'We were turned away without a word (403), as a gateway does with addresses not on its list.',
      }[told ?? 'problem']
    } Nothing is sent meanwhile; everything is saved here.`,
    advice: `Use the company network or VPN, or ask support to whitelist ${clientIp ?? 'the address of this network'}.`,
  }),
  platformDown: ({ status }) => ({
    says: 'The platform is not available just now',
    explains: `It answered ${status}: it is being maintained, starts again, or has too much to do. ${kept}`,
    advice: `${goOn} We wait as long as it asks for.`,
  }),
  platformFault: ({ status }) => ({
    says: 'The platform has a fault',
    explains: `It answered ${status}: something of its own broke. ${kept}`,
    advice: `${goOn} If it stays like this, tell support.`,
  }),
  tooFast: () => ({
    says: 'The platform asks us to slow down',
    explains: `It had too many calls of us. ${kept}`,
    advice: 'Nothing to do: we wait as long as it says and then go on by ourselves.',
  }),
  answerInvalid: ({ what }) => ({
    says: 'The platform gave an answer we do not understand',
    explains: `What came is not what was agreed (${what}). ${kept}`,
    advice: `Nothing is lost. Hand this to support: ${what}`,
  }),
  notPermitted: ({ code }) => ({
    says: 'Not permitted by the platform',
    explains: `Your organization may not do this${code === null ? '' : ` (${code})`}. It is set aside; everything else goes on.`,
    advice: 'Ask the network owner.',
  }),
  notVisible: () => ({
    says: 'Not visible any more',
    explains: 'The platform does not show this task to your organization any more.',
    advice: 'Ask the network owner if it should.',
  }),
  refused: ({ status, title }) => ({
    says: 'The platform refused the call',
    explains: `It answered ${status}${title === null ? '' : `: ${title}`}. It is set aside; everything else goes on.`,
    advice: 'Correct the change or withdraw it.',
  }),
  storeFailed: ({ reason }) => ({
    says: 'This device cannot save',
    explains: `Nothing is sent until it can (${reason}).`,
    advice: 'Make room on the disk, and it goes on by itself; if it does not, restart Patchdesk.',
  }),
};
