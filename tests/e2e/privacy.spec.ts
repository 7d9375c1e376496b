import { at } from "../../scripts/page-driver/elements";
import { expect, test } from "./fixtures";

test("the page and every worker are served with the policy that keeps photos on the machine", async ({
  page,
}) => {
  const policies = new Map<string, string | undefined>();
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (pathname === "/" || pathname.endsWith(".js")) {
      policies.set(pathname, response.headers()["content-security-policy"]);
    }
  });
  await page.reload();
  await at(page, "draw-faces").click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("200", { timeout: 60_000 });

  expect([...policies.keys()].some((path) => path.includes("worker"))).toBe(true);
  for (const [path, policy] of policies) {
    expect(policy, path).toContain("default-src 'none'");
    expect(policy, path).toContain("connect-src 'self'");
  }
  // On hosts that send no header, the `meta` element still protects the page.
  await expect(page.locator('meta[http-equiv="Content-Security-Policy"]')).toHaveAttribute(
    "content",
    /connect-src 'self';/,
  );
});
