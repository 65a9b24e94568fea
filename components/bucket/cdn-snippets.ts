/** How to send the header from where a tenant delivers its objects: each with what it is for. */
export const cdnSnippets = [
  {
    label: "nginx: a map from the exported CSV, one line a key",
    code: `# c2pa-links.map:  "/photos/a.jpg"  '<https://…/c2pa/….c2pa>; rel="c2pa-manifest"';
map $uri $c2pa_link { default ""; include /etc/nginx/c2pa-links.map; }
server {
  location / { add_header Link $c2pa_link; }
}`,
  },
  {
    label: "CloudFront: a function at viewer response, over a key value store",
    code: `import cf from "cloudfront";
const links = cf.kvs();
async function handler(event) {
  const { request, response } = event;
  try {
    response.headers.link = { value: await links.get(request.uri.slice(1)) };
  } catch {} // no manifest for this key
  return response;
}`,
  },
  {
    label: "Cloudflare: a worker over a KV namespace called LINKS",
    code: `export default {
  async fetch(request, env) {
    const key = decodeURIComponent(new URL(request.url).pathname.slice(1));
    const [answer, link] = await Promise.all([fetch(request), env.LINKS.get(key)]);
    const response = new Response(answer.body, answer);
    if (link) response.headers.append("Link", link);
    return response;
  },
};`,
  },
] as const;
