"""The front-end kit: shells, components, tokens and custom elements that every page is built from.

Owns how Pendopo looks and behaves in a browser: stylesheets, the page shells, one template per component,
the form renderer, the security headers, the installable app. Refuses to know any noun of the city: a page
hands it finished text, numbers and addresses. What the shells show about the city and the actor comes from
functions that upper storeys register with ``web.chrome.provide``.
"""
