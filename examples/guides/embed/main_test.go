package main

import (
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"time"
)

func Example() {
	records, err := os.Open("../../demo/records.jsonl")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer records.Close()
	f := &finder{now: func() time.Time { return time.Date(2022, 6, 1, 12, 0, 0, 0, time.UTC) }}
	if err := f.load(records); err != nil {
		fmt.Println(err)
		return
	}

	form := url.Values{"near": {"32073"}}
	request := httptest.NewRequest("POST", "/near", strings.NewReader(form.Encode()))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer := httptest.NewRecorder()
	f.near(answer, request)
	fmt.Println(strings.ReplaceAll(answer.Body.String(), "},", "},\n "))
	// Output:
	// [{"name":"NAMI Connection Recovery Support Group","where":"245 Kingsley Ave., Orange Park, FL 32073","miles":1,"next":"2022-06-03T18:00:00-04:00","call_first":false},
	//  {"name":"NAMI Connection Recovery Support Group","where":"2001 Kingsley Ave., Orange Park, FL 32073","miles":2,"next":"2022-06-08T18:00:00-04:00","call_first":false},
	//  {"name":"NAMI Connection Recovery Support Group","where":"221 Rierside Ave., Jacksonville, FL 32202","miles":12,"next":"2022-06-09T18:00:00-04:00","call_first":false}]
}
