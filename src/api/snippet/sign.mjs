// Signature Version 4. AWS takes it for five minutes.
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const encode = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
const time = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
headers["X-Amz-Date"] = time;
const { host, pathname, search } = new URL(url);
const signed = Object.entries({ ...headers, host }).map(([name, value]) => [name.toLowerCase(), value.trim()]).sort();
const names = signed.map(([name]) => name).join(";");
const canonical = [
  method,
  pathname.split("/").map(encode).join("/"),
  search.slice(1).split("&").map((pair) => pair.split("=")).sort().map((pair) => pair.join("=")).join("&"),
  ...signed.map((header) => header.join(":")),
  "",
  names,
  sha256(body),
].join("\n");
const scope = [time.slice(0, 8), region, "execute-api", "aws4_request"];
const text = ["AWS4-HMAC-SHA256", time, scope.join("/"), sha256(canonical)].join("\n");
const sign = (key, part) => createHmac("sha256", key).update(part).digest();
const signature = [...scope, text].reduce(sign, `AWS4${process.env.AWS_SECRET_ACCESS_KEY}`).toString("hex");
const credential = [process.env.AWS_ACCESS_KEY_ID, ...scope].join("/");
headers.Authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`;
