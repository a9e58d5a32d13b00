# bash complete.bash SCRIPT LINE…: what bash offers at the end of each line, as "LINE\tWORD\tWORD…".
source "$1"
shift
specification=$(complete -p fineprint) || exit
function=${specification##*-F }
function=${function%% *}
for line in "$@"; do
  COMP_LINE=$line COMP_POINT=${#line} COMP_WORDS=()
  for word in $line; do
    # Readline makes words of their own of the breaks in COMP_WORDBREAKS.
    while [[ $COMP_WORDBREAKS == *=* && $word == *=* ]]; do
      COMP_WORDS+=("${word%%=*}" =)
      word=${word#*=}
    done
    [[ $word ]] && COMP_WORDS+=("$word")
  done
  [[ $line == *' ' ]] && COMP_WORDS+=('')
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  COMPREPLY=()
  "$function" fineprint "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}" 2>/dev/null
  printf '%s' "$line"
  printf '%s\n' "${COMPREPLY[@]}" | LC_ALL=C sort -u | while IFS= read -r word; do printf '\t%s' "$word"; done
  echo
done
