package engine

// encode runs the batch through the embedding and the layers and leaves the means of the layers, by row, in mixed.
func (w *Worker) encode() {
	n, h := len(w.ids), w.m.hidden
	w.embed()
	for g := range w.mixed {
		clear(w.mixed[g][:len(w.rows)*h])
	}
	for i := range w.m.layers {
		l := &w.m.layers[i]
		l.qkv.apply(w.k, &w.q, n, w.x, h, w.qkv)
		for _, win := range w.windows {
			w.attend(win.from, win.to-win.from)
		}
		l.out.apply(w.k, &w.q, n, w.context, h, w.y)
		w.norm(n, l.firstGain, l.firstBias)
		for from := 0; from < n; from += w.m.inner {
			rows := min(w.m.inner, n-from)
			l.up.apply(w.k, &w.q, rows, w.x[from*h:], h, w.inner)
			w.k.gelu(w.inner[:rows*w.m.ffn])
			l.down.apply(w.k, &w.q, rows, w.inner, w.m.ffn, w.y[from*h:])
		}
		w.norm(n, l.lastGain, l.lastBias)
		for g := range w.mixed {
			for r, p := range w.rows {
				w.k.addScaled(w.mixed[g][r*h:][:h], w.x[p*h:][:h], w.m.mix[g][i])
			}
		}
	}
}

// embed sets x to the norm of piece + position + shape.
func (w *Worker) embed() {
	h := w.m.hidden
	for _, win := range w.windows {
		for p := win.from; p < win.to; p++ {
			id := int(w.ids[p])
			row, scale := w.m.words[id*h:][:h], w.m.wordScale[id]
			position, form := w.m.positions[(p-win.from)*h:][:h], w.m.shapes[int(w.forms[p])*h:][:h]
			x := w.x[p*h:][:h]
			for i := range x {
				x[i] = float32(float32(int8(row[i]))*scale) + position[i]
			}
			w.k.addNorm(x, form, w.m.normGain, w.m.normBias)
		}
	}
}

// norm sets x to the layer norm of x + y.
func (w *Worker) norm(n int, gain, bias []float32) {
	h := w.m.hidden
	for p := range n {
		w.k.addNorm(w.x[p*h:][:h], w.y[p*h:][:h], gain, bias)
	}
}

// attend writes the attention of the n pieces from one on to context, head by head (Vaswani et al. 2017).
func (w *Worker) attend(from, n int) {
	h := w.m.hidden
	wide := up(n, panel)
	const scale = 0.17677669529663689 // 1/sqrt(headSize)
	for at := 0; at < h; at += headSize {
		w.k.pack(w.keys, w.qkv[from*3*h+h+at:], 3*h, headSize, n)
		for j := range n {
			copy(w.values[j*headSize:][:headSize], w.qkv[(from+j)*3*h+2*h+at:])
		}
		w.k.floatProduct(n, headSize, wide, w.qkv[from*3*h+at:], 3*h, w.keys, w.scores, wide, w.zeros)
		for i := range n {
			for j := n; j < wide; j++ {
				w.scores[i*wide+j] = -1e30
			}
		}
		w.k.softmax(w.scores[:n*wide], wide, scale)
		w.k.floatProduct(n, n, headSize, w.scores, wide, w.values, w.context[from*h+at:], h, w.zeros)
	}
}
