#!/usr/bin/env bash
# Brings the fonts the papers are set in, through the system's package manager. Safe to run again: what is there stays.
#   fonts-noto-cjk      Noto Serif/Sans CJK SC: 小标宋, 宋体, 黑体, and every rare character
#   fonts-liberation    Latin letters and digits
#   Fandol (*.otf only, out of texlive-lang-chinese): 仿宋, 楷体, 黑体
# Without Fandol the papers are set in Noto Serif CJK SC; without Noto they cannot be printed.
set -uo pipefail

fandol_dir=${INSPECTIONHUB_FANDOL_DIR:-/usr/local/share/fonts/inspectionhub-fandol}
missing=()

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

has_file() { find /usr/share/fonts /usr/local/share/fonts "$HOME/.local/share/fonts" -name "$1" -print -quit 2>/dev/null | grep -q .; }

bring_package() { # PACKAGE FILE-PATTERN
  if has_file "$2"; then echo "fonts: $1 is here" >&2; return; fi
  echo "fonts: installing $1" >&2
  command -v apt-get >/dev/null || { missing+=("$1"); return; }
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$1" >&2 || {
    as_root apt-get update -qq >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$1" >&2
  } || missing+=("$1")
}

bring_fandol() {
  if has_file 'FandolFang-Regular.otf'; then echo "fonts: Fandol is here" >&2; return; fi
  if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then missing+=(Fandol); return; fi
  echo "fonts: taking fandol/*.otf out of texlive-lang-chinese into $fandol_dir" >&2
  local work; work=$(mktemp -d)
  chmod 755 "$work"
  (
    cd "$work" || exit 1
    apt-get download -qq texlive-lang-chinese >&2 || { as_root apt-get update -qq >&2; apt-get download -qq texlive-lang-chinese >&2; } || exit 1
    dpkg-deb --fsys-tarfile texlive-lang-chinese_*.deb | tar -x --wildcards '*/fandol/Fandol[FHKS]*.otf' || exit 1
    as_root mkdir -p "$fandol_dir" || exit 1
    find . -name 'Fandol*.otf' -print0 | as_root xargs -0 install -m 644 -t "$fandol_dir"
  ) || missing+=(Fandol)
  rm -rf "$work"
}

bring_package fonts-noto-cjk 'NotoSerifCJK-Regular.ttc'
bring_package fonts-liberation 'LiberationSerif-Regular.ttf'
bring_fandol

if [ ${#missing[@]} -gt 0 ]; then
  echo "字体缺失：${missing[*]}，公文将以其他字体排印或无法生成 / fonts missing: ${missing[*]}; papers will fall back to other faces or fail" >&2
  exit 1
fi
