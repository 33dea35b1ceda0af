import { createSealer } from './sealer.js';
import { readSealP12 } from './seal-p12.js';

// Made with openssl pkcs12 -export for one P-256 key, with the password "æøå": as OpenSSL 3 writes by itself, with
// SHA-1 and 3DES, and with RC2 as older tools do.
const files = {
  aes: [
    'MIID/AIBAzCCA7IGCSqGSIb3DQEHAaCCA6MEggOfMIIDmzCCAlIGCSqGSIb3DQEHBqCCAkMwggI/AgEAMIICOAYJKoZIhvcNAQcB',
    'MFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjFwH398kNqUQICCAAwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEASR',
    'vvNTj/S4IKc2Bh+TvemAggHQOJGFDCS25h/JO2urvhDNa5EkYirC2VOm2Z+XBTsvFLu8vK1xTA3kV3YFCTKoVjsinKnyr67FarO6',
    'xlPnN8i1WhVz6jwxvEBLbf3v8ERNTmTAdCXRcvHBwcmXlypW6B9a8iYIKpeVAuyrbtn/h00E9x/Higt29BbMZj7jPAaQ/RaHIv1M',
    'WPdVy0KKG/1Sd4NMdLLy84hrSMeMirzJuFsEmdzr+6SHOUeFkF5+WM1FsHlyBqQTxB50jQZQXCYe2zBWY/WryvTwu87Qwktx2utw',
    'zEES07TcGo3JkZsLnjHRSVgcGdbwaGRtABtZZE2ScDd6BEctPdnIfSG4qGzWR0di4BaqI6kiFr+zz2SQMbhKZuIygKDZ2J0sW7Gp',
    'zZvxFmCaYrvsfIsbOOPqTLGVVMHNL9yPgh0BK1fCls3k6CuaD5oay0/ZS3H5Sn0k0aoBTfueX+es8gyTrS0a0dL3IwIk/uye5ZPp',
    'Wsh7UFP6Fj6KOmUmVG+yx9BKhHKp4vxb74h3YmVE4st5+RppxekHSf1IG6gVjeh+BH/9qcYoL6+oz2fxNdUQXvf1+OET9ULzZH75',
    'yZzXKIW1JjrbeJHkd63QjJH0rplvO2iK9R0/ISdfI2cwggFBBgkqhkiG9w0BBwGgggEyBIIBLjCCASowggEmBgsqhkiG9w0BDAoB',
    'AqCB7zCB7DBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQIrRcaZTDian4CAggAMAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUD',
    'BAEqBBA7yPjJuvZ/8grHx6ZG5kbXBIGQIP8H/bZ0jwU+VF823UgtHZQ8CurjwWIM78nXpdlPbH8BfKFd0Vt774lzjGhQFaHwGKAU',
    '+xdJ65eciKPsm76bC3R7xS4AWQu82tVaK9umcUA8pCsEzDmF16NwZjvNdBVV2cILOe3AJJo+rCFzEZm3MabDXUe1mkENDTKqXJiD',
    'd7pzeO9nLpl0poh1qhIPq2WSMSUwIwYJKoZIhvcNAQkVMRYEFETLgMAdRo8Pm0MO3ajnHjnsShYOMEEwMTANBglghkgBZQMEAgEF',
    'AAQg4to+Vlz4gUx4URP2EVQEtVMuN1HleMNbPQ03z7GCv98ECJXCkKTsap/LAgIIAA==',
  ],
  tripleDes: [
    'MIIDcgIBAzCCAzgGCSqGSIb3DQEHAaCCAykEggMlMIIDITCCAhcGCSqGSIb3DQEHBqCCAggwggIEAgEAMIIB/QYJKoZIhvcNAQcB',
    'MBwGCiqGSIb3DQEMAQMwDgQI0GrRFmv2GqYCAggAgIIB0M6xw3Vj69rcnPqp90dKnCTot5SfCmKcuqxKjw8KYnE6mhqXaF+XV1XV',
    'EefLipxo4HRvRL2tJedjC7W4BGID9puUxOW90uM+lzhRa1WtqFdnKttFlRrWjhKLtmrCROhnw/BZyh/aIQh+ah+tya2ntq1izq25',
    'u7jEty/j7PmudXDDRLUXwiz6PkCo+fJGdO3orP6/7cPoUvsNcJyPHVcC0rwEyGvRgO5N7T2yrg+Ay2E/Ccm9RA7o9lzCJhV3u1yy',
    '8OsmRX85g/V/UUQt2fjTK012X7SSGtrEJeUzGN6/x6OdHuMZLz11vLXhJLUdS7or40GD6CcVrDrhDmx7l8Iu3xlF2fv+EotGiF26',
    '8MvY8cZis/NLAZu1FzL1jhB8T8EmBuiwSxeVXTUAkhRzkOR1eSqmU0GbTe5YQOH69aXQg0+/b2DUQpshl9qdJKniZlUy21S76HwT',
    'Bw1n+yXnaguXeogp5VR/AiT1RkiEZ/sYcqizAbRlG/vzNf1JlDEYMt4eMY6UpligG6BQtAypiNBhz/CvyZ4ZbG53n/4DJxh0uRnV',
    'fhlmjjO6ldwCK+VkETBSBXYure5VIKMR38Q3cO+eGssFl8sQkxn/0hSu4tlZ0Ii2MIIBAgYJKoZIhvcNAQcBoIH0BIHxMIHuMIHr',
    'BgsqhkiG9w0BDAoBAqCBtDCBsTAcBgoqhkiG9w0BDAEDMA4ECB8ENl4FQ2uBAgIIAASBkMNV+wfRTiz3LGB84VRahmWenj2FRaXt',
    'XMNUXbMyQft78TUNQrWCtqPmapnJG208ol9umRQ+MxIwguFJHtVdmlIWi6VDuUl0zSVSXTV6LiWsZAn1LbJRmLQh/mROqvY8Rb4z',
    'BNs8WdkPNjLd8IAMU0NqNfXCNCJ9+ult8xWATHK1/CFxZcEUuIQ5knVY4bdlTzElMCMGCSqGSIb3DQEJFTEWBBREy4DAHUaPD5tD',
    'Dt2o5x457EoWDjAxMCEwCQYFKw4DAhoFAAQUEakByu8plE/+in/e4qIubPxywnoECLXesysVPTAXAgIIAA==',
  ],
  rc2: [
    'MIIDcgIBAzCCAzgGCSqGSIb3DQEHAaCCAykEggMlMIIDITCCAhcGCSqGSIb3DQEHBqCCAggwggIEAgEAMIIB/QYJKoZIhvcNAQcB',
    'MBwGCiqGSIb3DQEMAQYwDgQIrKNJve6IJ68CAggAgIIB0Fbz0GGCBuLoCpAE1cbyYrY7ejAnqGvJvE2Mgrd5e5aYc1nBwv+PfnjT',
    'HMtnj4jz3MpObCiFhFtv/0K/oCeTTq7P7VRF22m9NkB6fIaeDYRHJqydFbsL6cpSQ379xQB7+Hrtql2tbTcEpRUbV8MitiTrhkNM',
    'lwUjf/oYhKystAdhmR/7AyHRT+BLbt5RslCtugyB8eaiHIEA5vXiY1pY2EbxX5O7iOqgKFd6U90StitB98ChnFktWEpguEXwZAn+',
    'J73kef4LvVe63ttHKNd/bi/I+wGdrcJ2wDbNg9a0lo+jLuw4Wmo/38eIKupaRSCII8n8aiNIs+yGFPGJ192G6NimpHSieZDvQBLk',
    '702naOOuK4MwRc+/fsH+RATjBgI6Y76UkaPNGtbI6WmEALw1oe1/Irs/89VeYnfqInGFUoF6ynrq414XRAya98py18e5fl4LsSXN',
    'qmdVqdlepnz07eQokFtncJWEGSDTc6KRUykHWBZp0udStheHb37r6JCchT1JDkF5ORw5J6mr/3KGioBljyCu3Ruz3EBYOeXRo+ky',
    'exfpc/eMAxxUGWYZBzWUY5N122CpVfbx3c+tOpqIpnW2pWkPJHKl2fweanT3T69aMIIBAgYJKoZIhvcNAQcBoIH0BIHxMIHuMIHr',
    'BgsqhkiG9w0BDAoBAqCBtDCBsTAcBgoqhkiG9w0BDAEDMA4ECFdHe1hzhKskAgIIAASBkKF3XzJUs1uenniyHQs+eh+ObcnvPOp0',
    'IhWtNWNkDi6ggmlQGRuRYc0ow5jZJZjiEtXHgVqUzEwgZQHcGaDRxlRlbnffF3iElkfxsBq0Sw6pj4uiNth3bjerWE2VhJHtlIy+',
    '1qfWlnlAKcaf+u/OiAh2URNomXUxG1HXZupsYZhlP6LhESQwihBcpla8RFNIhjElMCMGCSqGSIb3DQEJFTEWBBREy4DAHUaPD5tD',
    'Dt2o5x457EoWDjAxMCEwCQYFKw4DAhoFAAQUxYg55QLZMKQwl3ocl0WKoQpKODAECKxAaDmcqMT+AgIIAA==',
  ],
} as const;
const bytesOf = (name: keyof typeof files): Buffer => Buffer.from(files[name].join(''), 'base64');

describe('readSealP12', () => {
  it.each(['aes', 'tripleDes'] as const)('reads key and certificate of a file encrypted with %s', async (name) => {
    const { key, certificates } = readSealP12(bytesOf(name), 'æøå');
    expect(key.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    expect(certificates).toHaveLength(1);
    expect(createSealer(key, certificates).signatureAlgorithm).toBe('ECDSA-SHA256');
  });

  it.each([
    ['a wrong password', bytesOf('aes'), 'aeoeaa', 'SEAL_P12_WRONG_PASSWORD'],
    ['an old cipher', bytesOf('rc2'), 'æøå', 'SEAL_P12_UNSUPPORTED'],
    ['a file cut short', bytesOf('aes').subarray(0, 400), 'æøå', 'SEAL_P12_UNREADABLE'],
    ['something else', Buffer.from('%PDF-1.7'), 'æøå', 'SEAL_P12_UNREADABLE'],
    ['nothing', Buffer.alloc(0), '', 'SEAL_P12_UNREADABLE'],
  ])('says what is wrong with %s', (_, bytes, password, code) => {
    expect(() => readSealP12(bytes, password)).toThrow(expect.objectContaining({ code }));
  });
});
