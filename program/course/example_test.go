package course_test

import (
	"fmt"
	"time"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/course"
	"github.com/withinreach/withinreach/schedule"
)

func ExampleRequest_Plans() {
	resolved, err := program.BuiltIn().Resolve("peer-to-peer", "en", "us/FL", schedule.MustDate("2014-10-01"))
	if err != nil {
		fmt.Println(err)
		return
	}
	request, err := course.NewRequest(resolved, "")
	if err != nil {
		fmt.Println(err)
		return
	}
	request.Rules = []schedule.Rule{schedule.Weekly(time.Wednesday)}
	request.From = schedule.MustDate("2022-10-05")
	request.Closures = []schedule.Closure{{First: schedule.MustDate("2022-11-23"), Last: schedule.MustDate("2022-11-25"), Reason: "Thanksgiving"}}
	request.Leaders = []course.Leader{{ID: "lead-3"}, {ID: "lead-7"}, {ID: "lead-9", To: schedule.MustDate("2022-11-01")}}
	plans, err := request.Plans()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(plans[0].Text)
	fmt.Println(plans[0].Team, plans[0].NoClass("es"))
	// Output:
	// 10 sessions 2022-10-05 to 2022-12-14; no class 11/23
	// [lead-3 lead-7] sin clase el 23/11
}

func ExampleBook() {
	now := time.Date(2022, 9, 5, 12, 0, 0, 0, time.UTC)
	b := course.Book{Places: 1}
	for _, token := range []course.Token{"01234YZ014", "ABCDE12340", "ZZZZZ00000"} { // as NewToken makes them
		_, _ = b.Join(token, now)
	}
	offered, _ := b.Withdraw("01234YZ014", now)
	fmt.Println("tell", offered)
	p, _ := b.Find("ZZZZZ00000")
	fmt.Println(p.Standing, p.Place)
	// Output:
	// tell [ABCDE-12340]
	// waiting 1
}

func ExampleCourse_Take() {
	c := course.Course{Sessions: 8}
	c, err := c.Take(course.Open, "")
	fmt.Println(c.State, err)
	_, err = c.Take(course.Begin, "")
	fmt.Println(err)
	// Output:
	// enrolling <nil>
	// course: refused: "begin" of a course that is enrolling
}
