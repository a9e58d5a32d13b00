# fish complete.fish SCRIPT LINE…: what fish offers at the end of each line, as "LINE\tWORD\tWORD…".
source $argv[1]
for line in $argv[2..]
    printf '%s' $line
    for word in (complete -C $line | string replace -r '\t.*' '' | LC_ALL=C sort -u)
        printf '\t%s' $word
    end
    echo
end
