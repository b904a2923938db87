package record

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// schema is a JSON Schema document of which the test knows the keywords that docs/record.schema.json uses.
type schema struct{ root map[string]any }

func readSchema(t *testing.T) schema {
	t.Helper()
	b, err := os.ReadFile("../docs/record.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var s schema
	if err := json.Unmarshal(b, &s.root); err != nil {
		t.Fatal(err)
	}
	return s
}

// known are the keywords that check understands or that only describe.
var known = []string{"$schema", "$id", "$defs", "$ref", "title", "description", "type", "required", "properties", "additionalProperties", "items", "prefixItems",
	"minItems", "enum", "pattern", "anyOf", "minimum", "maximum", "minLength", "format"}

// check lists the faults of v under rule at path.
func (s schema) check(path string, rule map[string]any, v any) []string {
	var faults []string
	fault := func(format string, args ...any) {
		faults = append(faults, path+": "+fmt.Sprintf(format, args...))
	}
	for k := range rule {
		if !slices.Contains(known, k) {
			fault("the test does not know the keyword %s", k)
		}
	}
	if ref, ok := rule["$ref"].(string); ok {
		defs := s.root["$defs"].(map[string]any)
		return append(faults, s.check(path, defs[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any), v)...)
	}
	if forms, ok := rule["anyOf"].([]any); ok && !slices.ContainsFunc(forms, func(r any) bool { return len(s.check(path, r.(map[string]any), v)) == 0 }) {
		fault("%v fits none of the forms", v)
	}
	if !typed(rule["type"], v) {
		fault("%v is not of type %v", v, rule["type"])
		return faults
	}
	if enum, ok := rule["enum"].([]any); ok && !slices.Contains(enum, v) {
		fault("%v is none of %v", v, enum)
	}
	switch v := v.(type) {
	case map[string]any:
		faults = append(faults, s.object(path, rule, v)...)
	case []any:
		faults = append(faults, s.array(path, rule, v)...)
	case string:
		if p, ok := rule["pattern"].(string); ok && !regexp.MustCompile(p).MatchString(v) {
			fault("%q does not match %s", v, p)
		}
		if n, ok := rule["minLength"].(float64); ok && float64(len(v)) < n {
			fault("%q is too short", v)
		}
	case float64:
		if n, ok := rule["minimum"].(float64); ok && v < n {
			fault("%v is below %v", v, n)
		}
		if n, ok := rule["maximum"].(float64); ok && v > n {
			fault("%v is above %v", v, n)
		}
	}
	return faults
}

func (s schema) object(path string, rule, v map[string]any) []string {
	var faults []string
	required, _ := rule["required"].([]any)
	for _, k := range required {
		if _, ok := v[k.(string)]; !ok {
			faults = append(faults, fmt.Sprintf("%s: no %s", path, k))
		}
	}
	properties, _ := rule["properties"].(map[string]any)
	for k, x := range v {
		if p, ok := properties[k].(map[string]any); ok {
			faults = append(faults, s.check(path+"."+k, p, x)...)
		} else if rule["additionalProperties"] == false {
			faults = append(faults, fmt.Sprintf("%s: %s is not in the schema", path, k))
		}
	}
	return faults
}

func (s schema) array(path string, rule map[string]any, v []any) []string {
	var faults []string
	if n, ok := rule["minItems"].(float64); ok && float64(len(v)) < n {
		faults = append(faults, fmt.Sprintf("%s: %d items", path, len(v)))
	}
	first, _ := rule["prefixItems"].([]any)
	for i, x := range v {
		where := fmt.Sprintf("%s[%d]", path, i)
		switch item, ok := rule["items"].(map[string]any); {
		case i < len(first):
			faults = append(faults, s.check(where, first[i].(map[string]any), x)...)
		case ok:
			faults = append(faults, s.check(where, item, x)...)
		case rule["items"] == false:
			faults = append(faults, where+": one too many")
		}
	}
	return faults
}

func typed(want, v any) bool {
	switch want := want.(type) {
	case nil:
		return true
	case []any:
		return slices.ContainsFunc(want, func(w any) bool { return typed(w, v) })
	case string:
		switch v := v.(type) {
		case nil:
			return want == "null"
		case map[string]any:
			return want == "object"
		case []any:
			return want == "array"
		case string:
			return want == "string"
		case bool:
			return want == "boolean"
		case float64:
			return want == "number" || want == "integer" && v == math.Trunc(v)
		}
	}
	return false
}

// asJSON is a record as a reader of its JSON sees it.
func asJSON(t *testing.T, r Record) map[string]any {
	t.Helper()
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var v map[string]any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSchema(t *testing.T) {
	t.Parallel()
	s := readSchema(t)
	files, err := filepath.Glob("testdata/record/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range s.check("record", s.root, asJSON(t, readGolden(t, a))) {
			t.Errorf("%s: %s", path, f)
		}
	}
}

func TestSchemaRefuses(t *testing.T) {
	t.Parallel()
	s := readSchema(t)
	a, err := txtar.ParseFile("testdata/record/wire.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name   string
		damage func(map[string]any)
	}{
		{"null list", func(r map[string]any) { r["claims"] = nil }},
		{"missing list", func(r map[string]any) { delete(r, "events") }},
		{"unknown field", func(r map[string]any) { r["extra"] = 1.0 }},
		{"span of three", func(r map[string]any) {
			r["times"].([]any)[0].(map[string]any)["span"] = []any{1.0, 2.0, 3.0}
		}},
		{"span of words", func(r map[string]any) {
			r["times"].([]any)[0].(map[string]any)["span"] = []any{"1", "2"}
		}},
		{"kind", func(r map[string]any) { r["statements"].([]any)[0].(map[string]any)["kind"] = "sung" }},
		{"confidence", func(r map[string]any) { r["statements"].([]any)[0].(map[string]any)["confidence"] = 2.0 }},
		{"id", func(r map[string]any) { r["entities"].([]any)[0].(map[string]any)["id"] = "x1" }},
		{"no mentions", func(r map[string]any) { r["entities"].([]any)[0].(map[string]any)["mentions"] = []any{} }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := asJSON(t, readGolden(t, a))
			tt.damage(r)
			if len(s.check("record", s.root, r)) == 0 {
				t.Error("the schema takes it")
			}
		})
	}
}
