#!/bin/sh
# Make sure the end-to-end tests have a Chromium, when this machine lets us; say plainly when it does not.
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ]; then become=""; elif sudo -n true 2>/dev/null; then become="sudo -n"; else become="no"; fi
if [ "$become" != "no" ] && command -v apt-get >/dev/null 2>&1; then
    echo "Memasang Chromium untuk uji peramban ..."
    if $become apt-get update -q >/dev/null && $become apt-get install -q -y chromium >/dev/null; then exit 0; fi
fi
echo "DILEWATI: uji peramban, karena Chromium tidak ada dan tidak boleh dipasang di mesin ini (apt install chromium)."
