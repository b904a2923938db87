// Package cli holds the commands, one file each. A command gathers its input, asks the rooms for the answer and
// prints it; it decides nothing about the news itself.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
)

// Exit statuses of every command.
const (
	exitDone   = 0 // all done
	exitFailed = 1 // something could not be done; standard error says what, and the rest was done
	exitUsage  = 2 // the command line is wrong; nothing was done
)

// streams are the three that a command may touch. Tests hand in their own.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// commandLine is what can be typed. Without a command the desk is served.
type commandLine struct {
	Serve      serveCommand      `cmd:"" default:"withargs" help:"Serve the desk and read the sources (what plain \"dateline\" does)."`
	Demo       demoCommand       `cmd:"" help:"Serve the desk with a sample situation loaded; nothing is kept afterwards."`
	Search     searchCommand     `cmd:"" help:"Search the record: words, phrases and fields, each answer with its sentence."`
	Read       readCommand       `cmd:"" help:"Read reports and print their sourced record."`
	Parse      parseCommand      `cmd:"" help:"Print the tokens, trees, names and quotations of texts, as CoNLL-U or JSON."`
	Eval       evalCommand       `cmd:"" help:"Score a room on the public test sets."`
	Stories    storiesCommand    `cmd:"" help:"List the stories, print one with its reports and origins, or make all again."`
	Situations situationsCommand `cmd:"" help:"List the situations that are watched."`
	Watch      watchCommand      `cmd:"" help:"Add, list or remove a watch."`
	Changes    changesCommand    `cmd:"" help:"Print what changed in a situation since you last looked."`
	Brief      briefCommand      `cmd:"" help:"Make, print or check a brief of a situation: a page on which every line has its sentence."`
	Alerts     alertsCommand     `cmd:"" help:"Channels and rules of alerts, and a test message."`
	Version    versionCommand    `cmd:"" help:"Print the version."`
}

// exited carries the status that the parser wants to leave with (after --help) past its own return.
type exited int

// Main runs one command line and returns its exit status.
func Main(args []string, in io.Reader, out, errOut io.Writer) (status int) {
	defer func() {
		if r := recover(); r != nil {
			code, ok := r.(exited)
			if !ok {
				panic(r)
			}
			status = int(code)
		}
	}()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var line commandLine
	parser, err := kong.New(&line,
		kong.Name("dateline"),
		kong.Vars{"measures": strings.Join(measureNames(), ", ")},
		kong.Description("Reads the news and keeps a sourced record of it: no fact without its sentence."),
		kong.Writers(out, errOut),
		kong.Exit(func(code int) { panic(exited(code)) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(&streams{in: in, out: out, err: errOut}),
	)
	if err != nil {
		panic(err) // the struct above is wrong: a mistake of ours, seen by every test
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(errOut, "dateline: %v\nTry \"dateline --help\".\n", err)
		return exitUsage
	}
	if err := parsed.Run(); err != nil {
		return complain(errOut, err)
	}
	return exitDone
}

// errSaid marks a failure whose words are on standard error already.
var errSaid = errors.New("some documents could not be read")

func complain(errOut io.Writer, err error) int {
	var usage usageError
	switch {
	case errors.As(err, &usage):
		fmt.Fprintf(errOut, "dateline: %v\n", err)
		return exitUsage
	case !errors.Is(err, errSaid):
		fmt.Fprintf(errOut, "dateline: %s\n", printable(err.Error()))
	}
	return exitFailed
}

// usageError is a command line that parses but asks for something that cannot be.
type usageError string

func (e usageError) Error() string { return string(e) }

// logger writes for a person on a terminal and for a machine elsewhere.
func logger(s *streams, level slog.Level) *slog.Logger {
	o := &slog.HandlerOptions{Level: level}
	if isTerminal(s.err) {
		return slog.New(slog.NewTextHandler(s.err, o))
	}
	return slog.New(slog.NewJSONHandler(s.err, o))
}
