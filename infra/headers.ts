const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // A drawn signature is previewed from data: and blob: URLs.
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "manifest-src 'self'",
  "worker-src 'self'",
].join("; ");

const PERMISSIONS_POLICY = [
  "accelerometer",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "usb",
]
  .map((feature) => `${feature}=()`)
  .join(", ");

const TWO_YEARS_IN_SECONDS = 63_072_000;

/** Computes the security headers that CloudFront puts on every answer, whatever its origin said. */
export function securityHeadersPlan() {
  return {
    securityHeadersConfig: {
      contentSecurityPolicy: { contentSecurityPolicy: CONTENT_SECURITY_POLICY, override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: "DENY", override: true },
      // Waiver links name a patron's charter: they never leave the site.
      referrerPolicy: { referrerPolicy: "same-origin", override: true },
      strictTransportSecurity: {
        accessControlMaxAgeSec: TWO_YEARS_IN_SECONDS,
        includeSubdomains: true,
        preload: false,
        override: true,
      },
    },
    customHeadersConfig: {
      items: [
        // No page of another origin holds a window of ours, or shows what is ours inside of its own.
        { header: "Cross-Origin-Opener-Policy", value: "same-origin", override: true },
        { header: "Cross-Origin-Resource-Policy", value: "same-origin", override: true },
        { header: "Permissions-Policy", value: PERMISSIONS_POLICY, override: true },
        { header: "X-Robots-Tag", value: "noindex, nofollow", override: true },
      ],
    },
  };
}
