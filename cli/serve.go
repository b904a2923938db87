package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/dateline-news/dateline/demo"
	"github.com/dateline-news/dateline/desk"
	"github.com/dateline-news/dateline/desk/say"
	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/store"
	"github.com/dateline-news/dateline/work"
	"github.com/dateline-news/dateline/world"
)

// deskFlags are common to the commands that serve the desk.
type deskFlags struct {
	Address string   `default:"127.0.0.1:7117" env:"DATELINE_ADDRESS" help:"Where the desk listens (${default})."`
	Host    []string `placeholder:"NAME" env:"DATELINE_HOST" help:"Names under which browsers may call the desk, beside localhost: needed behind a proxy."`
	Allow   []string `name:"allow-host" placeholder:"HOST" env:"DATELINE_ALLOW_HOST" help:"Permit this host to be read although its address is private or on this machine."`
	Words   string   `type:"existingfile" placeholder:"FILE" env:"DATELINE_LANGUAGE_FILE" help:"Words of the interface in another language: a file of the form of desk/say/en.json."`
	Verbose bool     `short:"v" help:"Log each step."`
}

// useWords puts the words of another language to use, when a file of them was named.
func (f deskFlags) useWords() error {
	if f.Words == "" {
		return nil
	}
	file, err := os.Open(f.Words)
	if err != nil {
		return err
	}
	defer file.Close()
	words, err := say.Read(file)
	if err != nil {
		return fmt.Errorf("%s: %w", f.Words, err)
	}
	say.Use(words)
	return nil
}

type serveCommand struct {
	deskFlags
	Data string `type:"path" env:"DATELINE_DATA" placeholder:"DIR" help:"Folder of the record; made when it is not there. Default: dateline in the user's data folder."`
}

// Run serves the desk and reads the sources until it is told to stop.
func (c *serveCommand) Run(ctx context.Context, s *streams) error {
	dir, err := dataFolder(c.Data)
	if err != nil {
		return err
	}
	log := logger(s, level(c.Verbose))
	return house{dir: dir, flags: c.deskFlags, log: log, out: s}.open(ctx, nil)
}

func level(verbose bool) slog.Level {
	if verbose {
		return slog.LevelDebug
	}
	return slog.LevelInfo
}

// dataFolder is the folder asked for, or the usual one (XDG Base Directory specification).
func dataFolder(asked string) (string, error) {
	if asked != "" {
		return asked, nil
	}
	if base := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(base) {
		return filepath.Join(base, "dateline"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("no folder for the record: %w; name one with --data DIR", err)
	}
	return filepath.Join(home, ".local", "share", "dateline"), nil
}

// house is a running Dateline: store, work and desk over one folder.
type house struct {
	dir   string
	flags deskFlags
	log   *slog.Logger
	out   *streams
}

// open serves until ctx ends. loaded, when not nil, fills the store once the work runs.
func (h house) open(ctx context.Context, load func(context.Context, *store.Store, *work.Worker) error) (err error) {
	if err := h.flags.useWords(); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", h.flags.Address)
	if err != nil {
		return fmt.Errorf("the desk cannot listen on %s: %w; choose another with --address", h.flags.Address, err)
	}
	defer listener.Close() // closed before, by the server, on the ordinary way out
	kept, err := store.Open(ctx, h.dir, store.Options{Log: h.log})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, kept.Close()) }()
	w, err := world.Load()
	if err != nil {
		return err
	}
	asked := allowed(h.flags.Allow)
	client := gather.NewClient(gather.ClientOptions{AllowHost: func(host string) bool { return asked(host) || kept.AllowsPrivate(host) }})
	client.GuardDefault()
	worker, err := work.Start(ctx, work.Options{Link: "http://" + listener.Addr().String(), Store: kept, Client: client, World: w, Log: h.log})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, worker.Close()) }()
	embed := meaning()
	handler, err := desk.New(desk.Options{Store: kept, Meaning: embed, Worker: worker, Client: client, Log: h.log, Version: version(), World: world.Edition, Hosts: h.flags.Host,
		LoadSample: func(ctx context.Context) error { return loadSample(ctx, kept, worker) }, SampleSays: demo.Name + ": an invented situation, as five invented outlets told it."})
	if err != nil {
		return err
	}
	fmt.Fprintf(h.out.out, "Dateline is at http://%s/  (record in %s; Ctrl-C stops it)\n", listener.Addr(), h.dir)
	all, ctx := errgroup.WithContext(ctx)
	all.Go(func() error {
		if err := kept.Warm(ctx); err != nil && ctx.Err() == nil {
			return err
		}
		return nil
	})
	all.Go(func() error { return serveHTTP(ctx, listener, handler, h.log) })
	if embed != nil {
		all.Go(func() error { return meanAll(ctx, kept, embed, h.log) })
	}
	if load != nil {
		all.Go(func() error { return load(ctx, kept, worker) })
	}
	return all.Wait()
}

// serveHTTP serves until ctx ends, then lets running requests end.
func serveHTTP(ctx context.Context, l net.Listener, handler http.Handler, log *slog.Logger) error {
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       60 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		stopped <- server.Shutdown(last)
	}()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve the desk: %w", err)
	}
	return <-stopped
}
