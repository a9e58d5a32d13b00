# zsh -f complete.zsh SCRIPT LINE…: what zsh offers at the end of each line, as "LINE\tWORD\tWORD…".
zmodload zsh/zpty
script=$1
shift
hits=$(mktemp)
zpty shell "HITS=${(q)hits} zsh -f -i"
# Each word that a completer adds is written down. What the terminal echoes never matches what it prints.
zpty -w shell '
PS1="" PS2=""
autoload -Uz compinit; compinit -u -D; source '${(q)script}'
compadd() {
  if [[ " ${@[1,(i)(-|--)]} " == *" -"[OAD]* ]]; then builtin compadd "$@"; return; fi
  local -a found; builtin compadd -A found "$@"; print -rl -- "$IPREFIX"$^found >>$HITS
  builtin compadd "$@"
}
tell() { BUFFER=""; print -r -- "==DO"NE }; zle -N tell; bindkey "^X^D" tell; bindkey "^I" complete-word
print -r -- "==REA"DY
'
zpty -r shell echoed '*==READY*'
for line in "$@"; do
  : >$hits
  zpty -n -w shell "$line"$'\t\030\004'
  zpty -r shell echoed '*==DONE*'
  words=(${(fou)"$(<$hits)"})
  print -r -- "$line"$'\t'"${(pj:\t:)words}"
done
zpty -d shell
rm $hits
