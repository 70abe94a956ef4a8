export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/*
 * Each script asks `pileus __complete` at every TAB, so that it need not be made anew when commands change. The
 * answer's first line says what follows: `:words`, one `value<TAB>description` per line, or that the shell shall
 * offer `:files` or `:folders`. The program that is asked is the one that stands on the command line.
 */
export const scripts: Readonly<Record<Shell, string>> = {
  bash: `# Completion of pileus for bash 4 and newer.
# In ~/.bashrc:  eval "$(pileus completion bash)"
_pileus() {
  local line=\${COMP_LINE:0:COMP_POINT}
  [[ -n $line ]] || line="\${COMP_WORDS[*]:0:COMP_CWORD+1}"
  local -a answer
  mapfile -t answer < <("$1" __complete bash -- "$line" "$COMP_WORDBREAKS" 2>/dev/null)
  COMPREPLY=()
  case \${answer[0]} in
    :files) compopt -o default ;;
    :folders) compopt -o dirnames ;;
    :words) COMPREPLY=("\${answer[@]:1}") ;;
  esac
  if [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *[=:] ]]; then compopt -o nospace; fi
}
complete -F _pileus pileus
`,
  zsh: `#compdef pileus
# Completion of pileus for zsh.
# In ~/.zshrc, after compinit:  eval "$(pileus completion zsh)"
# or as a file of $fpath:       pileus completion zsh > "\${fpath[1]}/_pileus"
_pileus() {
  local -a answer candidates
  local line
  answer=("\${(@f)$("\${words[1]}" __complete zsh -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  case \${answer[1]} in
    :files) _files ;;
    :folders) _files -/ ;;
    :words)
      for line in "\${(@)answer[2,-1]}"; do
        candidates+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
      done
      _describe -V pileus candidates
      ;;
  esac
}
if [[ \${funcstack[1]} == _pileus ]]; then
  _pileus "$@"
else
  compdef _pileus pileus
fi
`,
  fish: `# Completion of pileus for fish 3 and newer.
# In ~/.config/fish/config.fish:  pileus completion fish | source
function __pileus_complete
    set -l words (commandline --current-process --tokenize --cut-at-cursor)
    set -l typed (commandline --current-token --cut-at-cursor | string replace --regex '^["\\']' '')
    set typed (string unescape --no-quoted -- "$typed")
    set -l program $words[1]
    set -e words[1]
    set -l answer ($program __complete fish -- $words "$typed" 2>/dev/null)
    switch "$answer[1]"
        case :files
            __fish_complete_path "$typed"
        case :folders
            __fish_complete_directories "$typed"
        case :words
            set -e answer[1]
            printf '%s\\n' $answer
    end
end
complete --command pileus --no-files --keep-order --arguments '(__pileus_complete)'
`,
};
