// SPDX-License-Identifier: Apache-2.0
// What the container says by the address it sends the browser to.

if (new URLSearchParams(location.search).has("failed")) {
  document.getElementById("login-error").textContent = "Name or password is wrong.";
  document.getElementById("password").setAttribute("aria-invalid", "true");
}
