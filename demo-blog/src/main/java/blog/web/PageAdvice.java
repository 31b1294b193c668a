package blog.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;

@ControllerAdvice
class PageAdvice {

    /** Who is signed in, for the page's header. */
    @ModelAttribute("me")
    String me(Principal principal) {
        return principal == null ? null : principal.getName();
    }

    @ExceptionHandler
    void editedByTwo(OptimisticLockingFailureException e, HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_CONFLICT, "Somebody else has changed it in the meantime");
    }
}
