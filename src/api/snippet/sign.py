# Signature Version 4. AWS takes it for five minutes.
time = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
headers["X-Amz-Date"] = time
parts = urllib.parse.urlsplit(url)
signed = {name.lower(): value.strip() for name, value in headers.items()} | {"host": parts.netloc}
names = ";".join(sorted(signed))
canonical = "\n".join([
    method,
    urllib.parse.quote(parts.path),
    "&".join("=".join(pair) for pair in sorted(part.split("=") for part in parts.query.split("&"))),
    *(f"{name}:{signed[name]}" for name in sorted(signed)),
    "",
    names,
    hashlib.sha256(body).hexdigest(),
])
scope = [time[:8], region, "execute-api", "aws4_request"]
text = "\n".join(["AWS4-HMAC-SHA256", time, "/".join(scope), hashlib.sha256(canonical.encode()).hexdigest()])
key = ("AWS4" + os.environ["AWS_SECRET_ACCESS_KEY"]).encode()
for part in [*scope, text]:
    key = hmac.new(key, part.encode(), hashlib.sha256).digest()
credential = "/".join([os.environ["AWS_ACCESS_KEY_ID"], *scope])
headers["Authorization"] = f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={names}, Signature={key.hex()}"
