package work

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"net/smtp"
	"net/url"
	"strings"
	"time"

	"github.com/dateline-news/dateline/store"
)

// mailTo is a mail channel's address taken apart: "smtp://user:password@host:587/?from=a@b.example&to=c@d.example,e@f.example".
type mailTo struct {
	host, port     string
	user, password string
	from           *mail.Address
	to             []*mail.Address
}

func readMailTo(address string) (m mailTo, err error) {
	u, err := url.Parse(address)
	if err != nil {
		return m, errors.New("the channel's address cannot be read")
	}
	q := u.Query()
	m.host, m.port = u.Hostname(), cmp.Or(u.Port(), "587")
	if u.User != nil {
		m.user = u.User.Username()
		m.password, _ = u.User.Password()
	}
	if m.from, err = mail.ParseAddress(cmp.Or(q.Get("from"), q.Get("fromAddress"))); err != nil {
		return m, fmt.Errorf("the channel's address needs from=NAME@HOST: %w", err)
	}
	if m.to, err = mail.ParseAddressList(cmp.Or(q.Get("to"), q.Get("toAddresses"))); err != nil {
		return m, fmt.Errorf("the channel's address needs to=NAME@HOST, with commas between several: %w", err)
	}
	return m, nil
}

// sendMail hands a message to a mail server (RFC 5321) over a guarded connection: TLS at once on port 465, else STARTTLS where
// the server has it. A password is never sent without TLS.
func (w *Sender) sendMail(ctx context.Context, m store.Message) (err error) {
	to, err := readMailTo(m.Channel.Address)
	if err != nil {
		return err
	}
	conn, err := w.client.Dial(ctx, net.JoinHostPort(to.host, to.port))
	if err != nil {
		return fmt.Errorf("connect to the mail server: %w", err)
	}
	if deadline, ok := ctx.Deadline(); ok {
		if err := conn.SetDeadline(deadline); err != nil {
			return errors.Join(err, conn.Close())
		}
	}
	config := &tls.Config{ServerName: to.host, MinVersion: tls.VersionTLS12}
	if to.port == "465" {
		conn = tls.Client(conn, config)
	}
	c, err := smtp.NewClient(conn, to.host)
	if err != nil {
		return errors.Join(fmt.Errorf("greet the mail server: %w", err), conn.Close())
	}
	defer c.Close() // after Quit it is closed already
	if ok, _ := c.Extension("STARTTLS"); ok && to.port != "465" {
		if err := c.StartTLS(config); err != nil {
			return fmt.Errorf("start TLS with the mail server: %w", err)
		}
	}
	if to.user != "" {
		if err := c.Auth(smtp.PlainAuth("", to.user, to.password, to.host)); err != nil {
			return fmt.Errorf("log in to the mail server: %w", err)
		}
	}
	return handMail(c, to, mailText(to, m, w.now()))
}

// handMail hands the text over. Once the server has taken it, an error of saying good-bye is none of sending.
func handMail(c *smtp.Client, to mailTo, text []byte) error {
	if err := c.Mail(to.from.Address); err != nil {
		return fmt.Errorf("name the sender: %w", err)
	}
	for _, a := range to.to {
		if err := c.Rcpt(a.Address); err != nil {
			return fmt.Errorf("name the recipient %s: %w", a.Address, err)
		}
	}
	data, err := c.Data()
	if err != nil {
		return fmt.Errorf("hand over the mail: %w", err)
	}
	if _, err := data.Write(text); err != nil {
		return fmt.Errorf("hand over the mail: %w", err)
	}
	if err := data.Close(); err != nil {
		return fmt.Errorf("hand over the mail: %w", err)
	}
	_ = c.Quit() // the server has the mail
	return nil
}

// mailText writes the mail (RFC 5322). Its Message-ID is the same at every try, so that a mailbox drops a repetition.
func mailText(to mailTo, m store.Message, now time.Time) []byte {
	var b bytes.Buffer
	line := func(name, value string) {
		fmt.Fprintf(&b, "%s: %s\r\n", name, strings.NewReplacer("\r", " ", "\n", " ").Replace(value))
	}
	_, domain, _ := strings.Cut(to.from.Address, "@")
	var list []string
	for _, a := range to.to {
		list = append(list, a.String())
	}
	line("From", to.from.String())
	line("To", strings.Join(list, ", "))
	line("Subject", mime.QEncoding.Encode("utf-8", strings.Join(strings.Fields(m.Subject), " ")))
	line("Date", now.Format(time.RFC1123Z))
	line("Message-ID", "<"+strings.ToLower(m.Token)+"@"+domain+">")
	line("Auto-Submitted", "auto-generated")
	line("MIME-Version", "1.0")
	line("Content-Type", "text/plain; charset=utf-8")
	line("Content-Transfer-Encoding", "quoted-printable")
	b.WriteString("\r\n")
	q := quotedprintable.NewWriter(&b)
	_, err := q.Write([]byte(strings.ReplaceAll(m.Body, "\n", "\r\n")))
	if err := errors.Join(err, q.Close()); err != nil {
		panic(err) // a buffer takes all that is written
	}
	return b.Bytes()
}
